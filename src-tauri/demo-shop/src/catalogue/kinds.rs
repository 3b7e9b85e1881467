//! The house's assortment: kinds of things, and the series each comes in.

/// A kind of product.
#[derive(Debug)]
pub struct Kind {
    /// Start of the SKU.
    pub code: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Category name and slug.
    pub category: (&'static str, &'static str),
    /// `""` (standard) or `reduced-rate`.
    pub tax_class: &'static str,
    /// Lowest and highest price with tax, in euro cents.
    pub price_cents: (i64, i64),
    /// Lowest and highest weight in grams.
    pub grams: (i64, i64),
    /// What can be chosen: attribute and options. The first spans the variations.
    pub attributes: &'static [(&'static str, &'static [&'static str])],
    /// The shape its picture shows.
    pub shape: Shape,
}

/// What a product's picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A pillar with a flame.
    Candle,
    /// A body with an ear.
    Mug,
    /// A folded square.
    Cloth,
    /// A bulging vessel.
    Vase,
    /// A framed sheet.
    Print,
    /// A jar with a lid.
    Jar,
    /// A flat round.
    Plate,
    /// A book.
    Book,
}

const SIZES: &[&str] = &["XS", "S", "M", "L", "XL"];
const COLOURS: &[&str] = &["ecru", "blåbær", "żółty", "crème", "petrol", "terracotta"];

/// The series: name and end of the SKU.
pub static SERIES: &[(&str, &str)] = &[
    ("Öland", "OLA"),
    ("Łódź", "LDZ"),
    ("Tromsø", "TRO"),
    ("Besançon", "BES"),
    ("Køge", "KOG"),
    ("Brno", "BRN"),
    ("Náxos", "NAX"),
    ("Zoutelande", "ZOU"),
    ("Ærø", "AER"),
    ("Görlitz", "GOR"),
    ("Świdnica", "SWI"),
    ("Ménerbes", "MEN"),
    ("Sneek", "SNE"),
];

/// What the house makes and sells.
pub static KINDS: &[Kind] = &[
    Kind {
        code: "KRS",
        name: "Bijenwaskaars",
        category: ("Kaarsen", "kaarsen"),
        tax_class: "",
        price_cents: (895, 2450),
        grams: (180, 620),
        attributes: &[("Maat", &["S", "M", "L"])],
        shape: Shape::Candle,
    },
    Kind {
        code: "MOK",
        name: "Koffiemok",
        category: ("Keuken", "keuken"),
        tax_class: "",
        price_cents: (1250, 2195),
        grams: (310, 450),
        attributes: &[],
        shape: Shape::Mug,
    },
    Kind {
        code: "THD",
        name: "Linnen theedoek",
        category: ("Keuken", "keuken"),
        tax_class: "",
        price_cents: (995, 1895),
        grams: (90, 160),
        attributes: &[("Kleur", COLOURS)],
        shape: Shape::Cloth,
    },
    Kind {
        code: "VAS",
        name: "Aardewerken vaas",
        category: ("Wonen", "wonen"),
        tax_class: "",
        price_cents: (2950, 11995),
        grams: (900, 3400),
        attributes: &[("Maat", &["S", "M", "L"]), ("Kleur", COLOURS)],
        shape: Shape::Vase,
    },
    Kind {
        code: "PLK",
        name: "Poster",
        category: ("Papier", "papier"),
        tax_class: "",
        price_cents: (1450, 3995),
        grams: (120, 340),
        attributes: &[("Formaat", &["A4", "A3", "50×70 cm"])],
        shape: Shape::Print,
    },
    Kind {
        code: "HNG",
        name: "Heidehoning",
        category: ("Proviand", "proviand"),
        tax_class: "reduced-rate",
        price_cents: (595, 1295),
        grams: (280, 520),
        attributes: &[],
        shape: Shape::Jar,
    },
    Kind {
        code: "SOK",
        name: "Wollen sokken",
        category: ("Textiel", "textiel"),
        tax_class: "",
        price_cents: (1495, 2695),
        grams: (85, 140),
        attributes: &[("Maat", &["36–38", "39–41", "42–44", "45–47"]), ("Kleur", COLOURS)],
        shape: Shape::Cloth,
    },
    Kind {
        code: "BRD",
        name: "Ontbijtbord",
        category: ("Keuken", "keuken"),
        tax_class: "",
        price_cents: (1195, 2895),
        grams: (420, 780),
        attributes: &[],
        shape: Shape::Plate,
    },
    Kind {
        code: "NTB",
        name: "Notitieboek",
        category: ("Papier", "papier"),
        tax_class: "",
        price_cents: (795, 1995),
        grams: (150, 380),
        attributes: &[("Binnenwerk", &["blanco", "gelijnd", "stippen"])],
        shape: Shape::Book,
    },
    Kind {
        code: "KSN",
        name: "Kussenhoes",
        category: ("Textiel", "textiel"),
        tax_class: "",
        price_cents: (1995, 4595),
        grams: (180, 350),
        attributes: &[("Maat", &["40×40", "50×50", "60×40"]), ("Kleur", COLOURS)],
        shape: Shape::Cloth,
    },
    Kind {
        code: "JAM",
        name: "Bessenjam",
        category: ("Proviand", "proviand"),
        tax_class: "reduced-rate",
        price_cents: (495, 895),
        grams: (240, 410),
        attributes: &[],
        shape: Shape::Jar,
    },
    Kind {
        code: "KND",
        name: "Kandelaar",
        category: ("Kaarsen", "kaarsen"),
        tax_class: "",
        price_cents: (1895, 6995),
        grams: (350, 1900),
        attributes: &[],
        shape: Shape::Candle,
    },
    Kind {
        code: "TRU",
        name: "Wollen trui",
        category: ("Textiel", "textiel"),
        tax_class: "",
        price_cents: (7995, 16995),
        grams: (480, 900),
        attributes: &[("Maat", SIZES), ("Kleur", COLOURS)],
        shape: Shape::Cloth,
    },
    Kind {
        code: "BOK",
        name: "Kookboek",
        category: ("Papier", "papier"),
        tax_class: "reduced-rate",
        price_cents: (1995, 3995),
        grams: (600, 1400),
        attributes: &[],
        shape: Shape::Book,
    },
    Kind {
        code: "SCH",
        name: "Serveerschaal",
        category: ("Keuken", "keuken"),
        tax_class: "",
        price_cents: (2495, 7995),
        grams: (800, 2200),
        attributes: &[],
        shape: Shape::Plate,
    },
    Kind {
        code: "THE",
        name: "Kruidenthee",
        category: ("Proviand", "proviand"),
        tax_class: "reduced-rate",
        price_cents: (450, 995),
        grams: (60, 140),
        attributes: &[("Inhoud", &["50 g", "100 g", "250 g"])],
        shape: Shape::Jar,
    },
];
