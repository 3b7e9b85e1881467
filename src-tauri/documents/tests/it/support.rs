//! Orders to print, and the tools that look at what came out.
#![allow(dead_code, reason = "each test uses a part")]

use std::{collections::BTreeMap, path::PathBuf, process::Command};

use documents::{Document, Fonts, LineFacts, Paper, SlipInput, SlipOptions, SlipShop, packing_slips};
use domain::{
    Address, Currency, Customer, FulfilmentState, Line, LineAttribute, Method, NativeId, Order, OrderCode, OrderState,
    OrderTotals, PaymentState, ShippingLine, ShopTag, StateTriple, words::Language,
};
use rust_decimal::Decimal;

pub fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn fonts() -> Fonts {
    Fonts::without_system(None)
}

pub fn address(country: &str, first: &str, last: &str, street: &str, postcode: &str, city: &str) -> Address {
    Address {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        line_1: street.to_owned(),
        postcode: postcode.to_owned(),
        city: city.to_owned(),
        country: country.to_owned(),
        ..Address::default()
    }
}

/// Customers of the eleven languages that the product must print, and one with emoji.
pub fn people() -> Vec<(&'static str, Address)> {
    vec![
        ("dutch", address("NL", "Jan-Willem", "van ’t Hoff", "’s-Gravenlandseweg 12-II", "1012 JS", "Amsterdam")),
        ("polish", address("PL", "Zofia", "Dąbrowska-Łęcka", "ul. Długa 14/3", "31-147", "Kraków")),
        ("french", address("FR", "Anaïs", "L’Hôtellier", "12 bis, rue de l’Œuvre", "75011", "Paris")),
        ("norwegian", address("NO", "Åse", "Bjørnstad", "Østre Ærfuglvei 7", "0562", "Oslo")),
        ("german", address("DE", "Jürgen", "Groß", "Mühlenstraße 5", "80331", "München")),
        ("czech", address("CZ", "Jiří", "Dvořáček", "Příčná 8", "110 00", "Praha")),
        ("greek", address("GR", "Ελένη", "Παπαδοπούλου", "Οδός Ερμού 25", "105 63", "Αθήνα")),
        ("ukrainian", address("UA", "Олена", "Ковальчук", "вул. Хрещатик, 22", "01001", "Київ")),
        ("arabic", address("EG", "محمد", "عبد الله الأحمد", "شارع التحرير ١٢، شقة 5", "11511", "القاهرة")),
        ("hebrew", address("IL", "נועה", "לוי־כהן", "רחוב הרצל 12, דירה 3", "6688312", "תל אביב")),
        ("japanese", address("JP", "健太", "佐藤", "渋谷区神南1-2-3 パークハイツ405号", "150-0041", "東京都")),
        ("korean", address("KR", "민준", "김", "테헤란로 123, 4층", "06133", "서울특별시 강남구")),
        ("chinese", address("CN", "小明", "王", "建国路88号3栋1201室", "100022", "北京市朝阳区")),
        ("emoji", address("GB", "Zoë 🌻", "O’Brien 👩‍🚀", "221B Baker Street", "NW1 6XE", "London")),
    ]
}

pub fn line(id: u64, quantity: &str, sku: &str, name: &str, attributes: &[(&str, &str)], total: &str) -> Line {
    Line {
        native_id: id.into(),
        product: Some((id + 1000).into()),
        variation: None,
        sku: sku.to_owned(),
        name: name.to_owned(),
        attributes: attributes
            .iter()
            .map(|(label, value)| LineAttribute { label: (*label).to_owned(), value: (*value).to_owned() })
            .collect(),
        quantity: decimal(quantity),
        unit_price: decimal(total) / decimal(quantity).max(Decimal::ONE),
        subtotal: decimal(total),
        total: decimal(total),
        tax: (decimal(total) * decimal("0.21")).round_dp(2),
        picture: None,
        structure: domain::LineStructure::default(),
        counts: None,
    }
}

pub fn order(number: &str, ship_to: Address, lines: Vec<Line>) -> Order {
    let goods: Decimal = lines.iter().map(|l| l.total).sum();
    let tax: Decimal = lines.iter().map(|l| l.tax).sum();
    Order {
        native_id: NativeId(number.to_owned()),
        number: number.to_owned(),
        status: "processing".to_owned(),
        states: StateTriple {
            order: OrderState::Confirmed,
            payment: PaymentState::Paid,
            fulfilment: FulfilmentState::None,
        },
        status_known: true,
        currency: Currency::new("EUR").unwrap(),
        prices_include_tax: true,
        totals: OrderTotals {
            goods,
            tax,
            shipping: decimal("4.95"),
            total: goods + tax + decimal("4.95"),
            ..OrderTotals::default()
        },
        placed_at: "2026-11-22T10:15:00Z".parse().unwrap(),
        modified_at: None,
        paid_at: None,
        completed_at: None,
        customer: Customer { native_id: None, name: ship_to.name() },
        billing: ship_to.clone(),
        shipping: ship_to,
        payment_method: Method { code: "ideal".to_owned(), title: "iDEAL".to_owned() },
        transaction_id: String::new(),
        customer_note: String::new(),
        reference: String::new(),
        origin: "checkout".to_owned(),
        lines,
        shipping_lines: vec![ShippingLine {
            method: Method { code: "flat_rate".to_owned(), title: "DHL Parcel".to_owned() },
            total: decimal("4.95"),
            tax: Decimal::ZERO,
        }],
        fees: Vec::new(),
        coupons: Vec::new(),
        taxes: Vec::new(),
        refunds: Vec::new(),
        tracks: Vec::new(),
        admin_url: None,
        native_fields: Vec::new(),
    }
}

pub fn three_lines() -> Vec<Line> {
    vec![
        line(1, "2", "LA-SAGE-M", "Linen apron, sage", &[("Size", "M")], "58.00"),
        line(2, "1", "OB-40", "Oak board 40 cm", &[("Engraving", "“Zofia & Piotr”")], "39.50"),
        line(3, "1", "GW-1", "Gift wrap", &[("Card", "“Wszystkiego najlepszego!”")], "3.50"),
    ]
}

pub fn shop() -> SlipShop {
    SlipShop {
        name: "Atelier Noord".to_owned(),
        address: address("NL", "", "", "Oudegracht 112", "3511 AW", "Utrecht"),
        contact: "hello@ateliernoord.example".to_owned(),
        logo: None,
        time_zone: "Europe/Amsterdam".to_owned(),
        weight_unit: "kg".to_owned(),
    }
}

pub fn slip(order: Order) -> SlipInput {
    let code = OrderCode::new(&ShopTag::new("AN").unwrap(), &order.number);
    SlipInput { shop: shop(), order, code, facts: BTreeMap::new(), options: SlipOptions::default() }
}

/// The slip of the look: a Polish customer of a Dutch shop.
pub fn sample(paper: Paper, language: Language) -> SlipInput {
    let (_, zofia) = people().remove(1);
    let mut order = order("10482", zofia, three_lines());
    order.billing.email = "zofia@example.test".to_owned();
    order.billing.phone = "+48 600 000 000".to_owned();
    order.customer_note = "Please no plastic, it is a gift.".to_owned();
    let mut slip = slip(order);
    for (id, bin, weight) in [(1_u64, "A-04-2", "0.31"), (2, "C-11-1", "1.2"), (3, "P-01", "0.05")] {
        slip.facts.insert(id.into(), LineFacts { bin: bin.to_owned(), weight: Some(decimal(weight)) });
    }
    slip.options.paper = paper;
    slip.options.language = language;
    slip
}

pub fn print(slips: &[SlipInput]) -> Document {
    packing_slips(slips, &fonts()).unwrap()
}

/// A file under the target directory, for people to look at.
pub fn shot(name: &str) -> PathBuf {
    let dir =
        std::env::current_exe().unwrap().ancestors().find(|dir| dir.ends_with("target")).unwrap().join("shots/slips");
    std::fs::create_dir_all(&dir).unwrap();
    dir.join(name)
}

/// Runs one of poppler's tools over a PDF and gives what it prints.
pub fn poppler(tool: &str, args: &[&str], pdf: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("slip.pdf");
    std::fs::write(&file, pdf).unwrap();
    let mut command = Command::new(tool);
    command.args(args.iter().filter(|arg| **arg != "-")).arg(&file);
    if tool == "pdftotext" {
        command.arg("-");
    }
    let out = command.output().unwrap_or_else(|e| panic!("{tool} of poppler-utils is needed: {e}"));
    assert!(out.status.success() && out.stderr.is_empty(), "{tool}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// The text of a PDF as a reader copies it out.
pub fn text(pdf: &[u8]) -> String {
    poppler("pdftotext", &["-layout", "-enc", "UTF-8"], pdf)
}

/// Renders the pages to PNG files named `name-1.png` and so on.
pub fn render(pdf: &[u8], name: &str, dpi: u32) {
    let file = shot(&format!("{name}.pdf"));
    std::fs::write(&file, pdf).unwrap();
    let out =
        Command::new("pdftoppm").args(["-r", &dpi.to_string(), "-png"]).arg(&file).arg(shot(name)).output().unwrap();
    assert!(out.status.success() && out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
}
