//! What differs between countries: names, streets, postcodes, phones, and how their people pay and have things sent.

/// One country the shop sells to.
#[derive(Debug)]
#[allow(missing_docs)] // tables; the names say it
pub struct Land {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// Of 100 customers.
    pub weight: u64,
    /// ISO 4217 and what the shop prints for it.
    pub currency: (&'static str, &'static str),
    /// Units of the currency for one euro, in hundredths.
    pub rate_cents: i64,
    pub first: &'static [&'static str],
    pub last: &'static [&'static str],
    pub streets: &'static [&'static str],
    /// `12, rue X` instead of `Straat 12`.
    pub number_first: bool,
    /// City and postcode pattern: `#` a digit, `@` a letter.
    pub cities: &'static [(&'static str, &'static str)],
    pub second_lines: &'static [&'static str],
    pub state: &'static str,
    pub phone: &'static str,
    pub companies: &'static [&'static str],
    /// Payment method id and title, with weights.
    pub payments: &'static [(u64, (&'static str, &'static str))],
    /// Shipping method id, title and price in euro cents, with weights.
    pub shipping: &'static [(u64, (&'static str, &'static str, i64))],
    pub notes: &'static [&'static str],
}

/// The shop's own country, first in the table.
pub static HOME: &Land = &NETHERLANDS;

/// All countries the shop sells to.
pub static LANDS: &[&Land] =
    &[&NETHERLANDS, &GERMANY, &POLAND, &FRANCE, &NORWAY, &CZECHIA, &GREECE, &EMIRATES, &ISRAEL, &JAPAN, &KOREA];

const EUR: (&str, &str) = ("EUR", "€");
const ABROAD: &[(u64, (&str, &str, i64))] =
    &[(7, ("flat_rate", "PostNL International", 1995)), (3, ("flat_rate", "DHL Express Worldwide", 3450))];
const CARD: &[(u64, (&str, &str))] = &[(6, ("stripe", "Credit card (Stripe)")), (4, ("ppcp-gateway", "PayPal"))];

static NETHERLANDS: Land = Land {
    country: "NL",
    weight: 38,
    currency: EUR,
    rate_cents: 100,
    first: &[
        "Sanne", "Daan", "Femke", "Jeroen", "Noor", "Bram", "Anouk", "Thijs", "Liesbeth", "Joris", "Zoë", "Maïté",
        "Fenna", "Sjoerd", "Ömer", "Fatima",
    ],
    last: &[
        "de Vries",
        "van den Berg",
        "Jansen",
        "in 't Veld",
        "Bakker",
        "van der Meer",
        "Visser",
        "Hoekstra",
        "Meijer",
        "'t Hart",
        "Özdemir",
        "el Amrani",
        "Dijkstra",
        "van 't Hoff-Smit",
        "Coëlho",
        "Brontë",
    ],
    streets: &[
        "Lange Nieuwstraat",
        "Keizersgracht",
        "Dorpsstraat",
        "Burgemeester van Thielplein",
        "Oudezijds Voorburgwal",
        "Kerkpad",
        "Plein 1944",
        "Wilhelminalaan",
        "Noordeinde",
    ],
    number_first: false,
    cities: &[
        ("'s-Hertogenbosch", "52## @@"),
        ("Eindhoven", "56## @@"),
        ("Groningen", "97## @@"),
        ("Utrecht", "35## @@"),
        ("Sneek", "86## @@"),
        ("Den Haag", "25## @@"),
        ("Súdwest-Fryslân", "87## @@"),
        ("Amsterdam", "10## @@"),
    ],
    second_lines: &["2e verdieping", "bis", "achterhuis", "bij de buren op 14"],
    state: "",
    phone: "+316########",
    companies: &[
        "Bakkerij De Gouden Aar B.V.",
        "Łąka & Søn B.V.",
        "Atelier Zuid",
        "Stichting Kinderopvang 't Nest",
        "Café-Restaurant \"De Ketel\"",
    ],
    payments: &[
        (60, ("ideal", "iDEAL")),
        (16, ("klarna", "Klarna – achteraf betalen")),
        (8, ("bacs", "Overschrijving")),
        (10, ("ppcp-gateway", "PayPal")),
        (6, ("cod", "Rembours")),
    ],
    shipping: &[
        (60, ("flat_rate", "PostNL pakket", 595)),
        (15, ("flat_rate", "PostNL brievenbuspakje", 395)),
        (17, ("free_shipping", "Gratis verzending", 0)),
        (8, ("local_pickup", "Afhalen in de winkel", 0)),
    ],
    notes: &[
        "Graag bij de buren afgeven.",
        "Het is een cadeautje 🎁, liever geen factuur in de doos.",
        "Bel doet het niet – graag kloppen!",
        "Niet leveren op woensdag; wij zijn dan dicht.",
    ],
};

static GERMANY: Land = Land {
    country: "DE",
    weight: 14,
    currency: EUR,
    rate_cents: 100,
    first: &["Jürgen", "Käthe", "Björn", "Anneliese", "Günther", "Mia", "Sören", "Hildegard", "Uğur", "Lena"],
    last: &[
        "Müller",
        "Groß",
        "Weiß-Schönfeld",
        "von der Heide",
        "Schäfer",
        "Krüger",
        "Yılmaz",
        "Böhm",
        "Freiherr zu Löwenstein",
        "Strauß",
    ],
    streets: &[
        "Lindenstraße",
        "Große Bleichen",
        "An der Alten Mühle",
        "Straße des 17. Juni",
        "Königsallee",
        "Hölderlinweg",
    ],
    number_first: false,
    cities: &[
        ("München", "80###"),
        ("Köln", "50###"),
        ("Düsseldorf", "40###"),
        ("Berlin", "10###"),
        ("Görlitz", "02826"),
        ("Lübeck", "23###"),
    ],
    second_lines: &["Hinterhaus, 3. OG", "c/o Schröder", "Packstation 142"],
    state: "",
    phone: "+49 15# #######",
    companies: &["Größenwahn GmbH & Co. KG", "Bürobedarf Süß e.K.", "Kindertagesstätte Löwenzahn e.V."],
    payments: &[
        (40, ("klarna", "Klarna – Rechnung")),
        (35, ("ppcp-gateway", "PayPal")),
        (15, ("bacs", "Vorkasse / Überweisung")),
        (10, ("stripe", "Kreditkarte")),
    ],
    shipping: &[
        (80, ("flat_rate", "DHL Paket", 895)),
        (12, ("free_shipping", "Kostenloser Versand", 0)),
        (8, ("flat_rate", "DHL Packstation", 795)),
    ],
    notes: &[
        "Bitte beim Nachbarn abgeben, falls niemand öffnet.",
        "Geschenk – bitte ohne Rechnung verschicken.",
        "Klingel defekt, bitte anrufen.",
    ],
};

static POLAND: Land = Land {
    country: "PL",
    weight: 12,
    currency: ("PLN", "zł"),
    rate_cents: 428,
    first: &[
        "Żaneta",
        "Łukasz",
        "Agnieszka",
        "Małgorzata",
        "Grzegorz",
        "Zdzisław",
        "Bożena",
        "Michał",
        "Świętosława",
        "Paweł",
    ],
    last: &[
        "Dąbrowska",
        "Wójcik",
        "Grzęda",
        "Brzęczyszczykiewicz",
        "Łęcka",
        "Śliwa",
        "Żółć",
        "Kowalczyk-Źródło",
        "Gołębiewski",
        "Ćwik",
    ],
    streets: &[
        "ul. Świętokrzyska",
        "ul. Piłsudskiego",
        "al. Jerozolimskie",
        "ul. Łąkowa",
        "os. Złotej Jesieni",
        "ul. Źródlana",
    ],
    number_first: false,
    cities: &[
        ("Łódź", "90-0##"),
        ("Kraków", "30-1##"),
        ("Częstochowa", "42-2##"),
        ("Gdańsk", "80-8##"),
        ("Wrocław", "50-3##"),
        ("Poznań", "61-7##"),
    ],
    second_lines: &["m. 12", "klatka B", "InPost KRA01N"],
    state: "",
    phone: "+48 60# ### ###",
    companies: &["Źdźbło Sp. z o.o.", "Piekarnia „Pod Łabędziem”", "Żółw i Spółka s.c."],
    payments: &[
        (45, ("p24", "Przelewy24")),
        (30, ("blik", "BLIK")),
        (15, ("cod", "Za pobraniem")),
        (10, ("bacs", "Przelew bankowy")),
    ],
    shipping: &[
        (60, ("flat_rate", "InPost Paczkomaty 24/7", 995)),
        (30, ("flat_rate", "Kurier DPD", 1295)),
        (10, ("free_shipping", "Darmowa wysyłka", 0)),
    ],
    notes: &["Proszę o kontakt przed dostawą.", "Proszę zapakować na prezent 🎀", "Paczkomat: KRA01N"],
};

static FRANCE: Land = Land {
    country: "FR",
    weight: 10,
    currency: EUR,
    rate_cents: 100,
    first: &["Élodie", "François", "Chloé", "Jean-Noël", "Anaïs", "Gaël", "Bérénice", "Loïc", "Maëlle", "Hélène"],
    last: &[
        "L'Hôpital",
        "Lefèvre",
        "d'Aubigné",
        "Müller-Bœuf",
        "Garçon",
        "Noël",
        "de La Rochefoucauld",
        "Benoît",
        "Ça",
        "Œuvrard",
    ],
    streets: &[
        "rue de l’Église",
        "bd Haussmann",
        "allée des Châtaigniers",
        "impasse du Cœur-Volant",
        "quai de l’Île",
        "chemin des Prés",
    ],
    number_first: true,
    cities: &[
        ("Besançon", "25000"),
        ("Paris", "750##"),
        ("Saint-Étienne", "42###"),
        ("Nîmes", "30###"),
        ("Orléans", "45###"),
        ("L’Haÿ-les-Roses", "94240"),
    ],
    second_lines: &["2e étage, porte gauche", "Bât. C", "Résidence « Les Tilleuls »"],
    state: "",
    phone: "+33 6 ## ## ## ##",
    companies: &["Crèmerie L’Œuf à la Coque SARL", "Ets. Garçon & Fils", "Mairie de Plœuc"],
    payments: &[
        (50, ("stripe", "Carte bancaire")),
        (35, ("ppcp-gateway", "PayPal")),
        (15, ("klarna", "Klarna – paiement en 3 fois")),
    ],
    shipping: &[
        (65, ("flat_rate", "Colissimo Domicile", 945)),
        (25, ("flat_rate", "Mondial Relay", 595)),
        (10, ("free_shipping", "Livraison gratuite", 0)),
    ],
    notes: &[
        "Merci de laisser le colis chez la gardienne.",
        "C’est un cadeau, pas de prix dans le carton s’il vous plaît.",
        "Digicode : 45B12",
    ],
};

static NORWAY: Land = Land {
    country: "NO",
    weight: 7,
    currency: ("NOK", "kr"),
    rate_cents: 1165,
    first: &["Øystein", "Åse", "Bjørn", "Solveig", "Håkon", "Ragnhild", "Sølvi", "Ådne"],
    last: &["Ødegård", "Bjørnstad", "Sæther", "Åsheim", "Grønli", "Nygård-Lærum", "Østby", "Dæhlie"],
    streets: &["Storgata", "Øvre Slottsgate", "Ærfuglveien", "Åsveien", "Fjordgløttvegen"],
    number_first: false,
    cities: &[("Tromsø", "90##"), ("Ålesund", "60##"), ("Bodø", "80##"), ("Oslo", "0###"), ("Sør-Fron", "26##")],
    second_lines: &["H0302", "c/o Sæther"],
    state: "",
    phone: "+47 4## ## ###",
    companies: &["Bær & Blåbær AS", "Ærlig Kaffe ANS"],
    payments: &[
        (55, ("vipps", "Vipps")),
        (25, ("klarna", "Klarna – få først, betal senere")),
        (20, ("stripe", "Kort")),
    ],
    shipping: &[
        (75, ("flat_rate", "Posten – Norgespakke", 1495)),
        (25, ("flat_rate", "Bring Pakke i postkassen", 995)),
    ],
    notes: &["Kan leveres på trappa.", "Ring når du er på vei, takk!"],
};

static CZECHIA: Land = Land {
    country: "CZ",
    weight: 5,
    currency: ("CZK", "Kč"),
    rate_cents: 2460,
    first: &["Jiří", "Žofie", "Řehoř", "Božena", "Vojtěch", "Šárka", "Zdeněk", "Květa"],
    last: &["Dvořák", "Nováčková", "Příhoda", "Šťastná", "Řezníček", "Čapková", "Ďurišová", "Žižka"],
    streets: &["Příčná", "Náměstí Míru", "Václavské náměstí", "Třída Kapitána Jaroše", "Údolní"],
    number_first: false,
    cities: &[
        ("Brno", "602 ##"),
        ("Praha", "1## 00"),
        ("České Budějovice", "370 ##"),
        ("Plzeň", "301 ##"),
        ("Ústí nad Labem", "400 ##"),
    ],
    second_lines: &["2. patro", "vchod ze dvora"],
    state: "",
    phone: "+420 60# ### ###",
    companies: &["Řeznictví U Šnajdrů s.r.o.", "Květinářství Růže"],
    payments: &[(50, ("gopay", "GoPay – platba kartou")), (30, ("cod", "Dobírka")), (20, ("bacs", "Bankovní převod"))],
    shipping: &[(70, ("flat_rate", "Zásilkovna", 695)), (30, ("flat_rate", "Balík Do ruky", 995))],
    notes: &["Prosím zavolat předem.", "Nechte u sousedů, děkuji."],
};

static GREECE: Land = Land {
    country: "GR",
    weight: 4,
    currency: EUR,
    rate_cents: 100,
    first: &["Γιώργος", "Ελένη", "Δημήτρης", "Χρυσούλα", "Ιωάννης", "Κατερίνα"],
    last: &["Παπαδόπουλος", "Καραγιάννη", "Οικονόμου", "Χατζηδάκης", "Αγγελοπούλου", "Ζαΐμης"],
    streets: &["Ερμού", "Λεωφόρος Κηφισίας", "Αγίου Δημητρίου", "Οδός Εθνικής Αντιστάσεως"],
    number_first: false,
    cities: &[("Αθήνα", "104 ##"), ("Θεσσαλονίκη", "546 ##"), ("Ηράκλειο", "712 ##"), ("Πάτρα", "262 ##")],
    second_lines: &["3ος όροφος", "Διαμέρισμα Β2"],
    state: "I",
    phone: "+30 69# ### ####",
    companies: &["Αφοί Παπαδόπουλοι Ο.Ε.", "Ελιά & Θάλασσα Α.Ε."],
    payments: &[(60, ("stripe", "Πιστωτική κάρτα")), (25, ("cod", "Αντικαταβολή")), (15, ("ppcp-gateway", "PayPal"))],
    shipping: &[(80, ("flat_rate", "ΕΛΤΑ Courier", 1295)), (20, ("flat_rate", "ACS Courier", 1495))],
    notes: &["Παρακαλώ χτυπήστε το κουδούνι.", "Αφήστε το στον θυρωρό."],
};

static EMIRATES: Land = Land {
    country: "AE",
    weight: 2,
    currency: ("USD", "$"),
    rate_cents: 108,
    first: &["محمد", "فاطمة", "عبد الرحمن", "ليلى", "يوسف", "نور الهدى"],
    last: &["الهاشمي", "بن سعيد", "المنصوري", "آل نهيان", "الزهراء", "حدّاد"],
    streets: &["شارع الشيخ زايد", "شارع الخليج العربي", "طريق الملك فيصل"],
    number_first: false,
    cities: &[("دبي", ""), ("أبو ظبي", ""), ("الشارقة", "")],
    second_lines: &["الطابق الثالث", "ص.ب. 4821"],
    state: "",
    phone: "+971 50 ### ####",
    companies: &["شركة النخلة للتجارة ذ.م.م", "مكتبة الأمل"],
    payments: CARD,
    shipping: ABROAD,
    notes: &["الرجاء الاتصال قبل التسليم 📞", "يرجى التغليف كهدية"],
};

static ISRAEL: Land = Land {
    country: "IL",
    weight: 3,
    currency: ("USD", "$"),
    rate_cents: 108,
    first: &["יעל", "דוד", "שירה", "משה", "נועה", "אברהם"],
    last: &["כהן", "לוי-רוזנברג", "מזרחי", "בן־דוד", "פרידמן", "אשכנזי"],
    streets: &["רחוב הרצל", "שדרות רוטשילד", "דרך בן גוריון"],
    number_first: false,
    cities: &[("תל אביב", "61#####"), ("ירושלים", "91#####"), ("חיפה", "31#####")],
    second_lines: &["דירה 4, קומה 2", "כניסה ב׳"],
    state: "",
    phone: "+972 5#-###-####",
    companies: &["מאפיית הזהב בע״מ", "ספרי אור"],
    payments: CARD,
    shipping: ABROAD,
    notes: &["נא להשאיר ליד הדלת (דירה 4)", "זו מתנה, נא לא לצרף חשבונית"],
};

static JAPAN: Land = Land {
    country: "JP",
    weight: 3,
    currency: EUR,
    rate_cents: 100,
    first: &["美咲", "健太", "さくら", "翔", "千尋", "ひろし"],
    last: &["田中", "鈴木", "髙橋", "渡邊", "小林", "齋藤"],
    streets: &["東池袋1丁目", "銀座四丁目", "本町2-3", "桜ヶ丘"],
    number_first: false,
    cities: &[
        ("東京都豊島区", "170-####"),
        ("大阪市", "530-####"),
        ("京都市左京区", "606-####"),
        ("札幌市", "060-####"),
    ],
    second_lines: &["メゾン桜 203号室", "3階"],
    state: "JP13",
    phone: "+81 90-####-####",
    companies: &["株式会社さくら堂", "有限会社 北の灯り"],
    payments: CARD,
    shipping: ABROAD,
    notes: &["不在の場合は宅配ボックスへお願いします。", "プレゼント用に包装してください🎁"],
};

static KOREA: Land = Land {
    country: "KR",
    weight: 2,
    currency: EUR,
    rate_cents: 100,
    first: &["민준", "서연", "지우", "하은", "도윤", "예진"],
    last: &["김", "이", "박", "최", "남궁", "황보"],
    streets: &["테헤란로", "세종대로", "해운대해변로", "올림픽로"],
    number_first: false,
    cities: &[("서울특별시", "06###"), ("부산광역시", "48###"), ("대전광역시", "34###")],
    second_lines: &["101동 1203호", "2층"],
    state: "",
    phone: "+82 10-####-####",
    companies: &["주식회사 달빛", "한옥 공방"],
    payments: CARD,
    shipping: ABROAD,
    notes: &["부재 시 경비실에 맡겨주세요.", "선물이니 가격표를 빼주세요 🎀"],
};
