//! Where other scripts are written.

use super::{EUR, Land};

/// What the far countries have in common: how they pay, how things get there, and the number behind the street.
const FAR: Land = Land {
    country: "",
    weight: 0,
    currency: EUR,
    rate_cents: 100,
    first: &[],
    last: &[],
    streets: &[],
    number_first: false,
    cities: &[],
    second_lines: &[],
    state: "",
    phone: "",
    companies: &[],
    payments: &[(6, ("stripe", "Credit card (Stripe)")), (4, ("ppcp-gateway", "PayPal"))],
    shipping: &[(7, ("flat_rate", "PostNL International", 1995)), (3, ("flat_rate", "DHL Express Worldwide", 3450))],
    notes: &[],
};

/// Greece.
pub static GREECE: Land = Land {
    country: "GR",
    weight: 4,
    first: &["Γιώργος", "Ελένη", "Δημήτρης", "Χρυσούλα", "Ιωάννης", "Κατερίνα"],
    last: &["Παπαδόπουλος", "Καραγιάννη", "Οικονόμου", "Χατζηδάκης", "Αγγελοπούλου", "Ζαΐμης"],
    streets: &["Ερμού", "Λεωφόρος Κηφισίας", "Αγίου Δημητρίου", "Οδός Εθνικής Αντιστάσεως"],
    cities: &[("Αθήνα", "104 ##"), ("Θεσσαλονίκη", "546 ##"), ("Ηράκλειο", "712 ##"), ("Πάτρα", "262 ##")],
    second_lines: &["3ος όροφος", "Διαμέρισμα Β2"],
    state: "I",
    phone: "+30 69# ### ####",
    companies: &["Αφοί Παπαδόπουλοι Ο.Ε.", "Ελιά & Θάλασσα Α.Ε."],
    payments: &[(60, ("stripe", "Πιστωτική κάρτα")), (25, ("cod", "Αντικαταβολή")), (15, ("ppcp-gateway", "PayPal"))],
    shipping: &[(80, ("flat_rate", "ΕΛΤΑ Courier", 1295)), (20, ("flat_rate", "ACS Courier", 1495))],
    notes: &["Παρακαλώ χτυπήστε το κουδούνι.", "Αφήστε το στον θυρωρό."],
    ..FAR
};

/// The United Arab Emirates, for Arabic.
pub static EMIRATES: Land = Land {
    country: "AE",
    weight: 2,
    currency: ("USD", "$"),
    rate_cents: 108,
    first: &["محمد", "فاطمة", "عبد الرحمن", "ليلى", "يوسف", "نور الهدى"],
    last: &["الهاشمي", "بن سعيد", "المنصوري", "آل نهيان", "الزهراء", "حدّاد"],
    streets: &["شارع الشيخ زايد", "شارع الخليج العربي", "طريق الملك فيصل"],
    cities: &[("دبي", ""), ("أبو ظبي", ""), ("الشارقة", "")],
    second_lines: &["الطابق الثالث", "ص.ب. 4821"],
    phone: "+971 50 ### ####",
    companies: &["شركة النخلة للتجارة ذ.م.م", "مكتبة الأمل"],
    notes: &["الرجاء الاتصال قبل التسليم 📞", "يرجى التغليف كهدية"],
    ..FAR
};

/// Israel.
pub static ISRAEL: Land = Land {
    country: "IL",
    weight: 3,
    currency: ("USD", "$"),
    rate_cents: 108,
    first: &["יעל", "דוד", "שירה", "משה", "נועה", "אברהם"],
    last: &["כהן", "לוי-רוזנברג", "מזרחי", "בן־דוד", "פרידמן", "אשכנזי"],
    streets: &["רחוב הרצל", "שדרות רוטשילד", "דרך בן גוריון"],
    cities: &[("תל אביב", "61#####"), ("ירושלים", "91#####"), ("חיפה", "31#####")],
    second_lines: &["דירה 4, קומה 2", "כניסה ב׳"],
    phone: "+972 5#-###-####",
    companies: &["מאפיית הזהב בע״מ", "ספרי אור"],
    notes: &["נא להשאיר ליד הדלת (דירה 4)", "זו מתנה, נא לא לצרף חשבונית"],
    ..FAR
};

/// Japan.
pub static JAPAN: Land = Land {
    country: "JP",
    weight: 3,
    first: &["美咲", "健太", "さくら", "翔", "千尋", "ひろし"],
    last: &["田中", "鈴木", "髙橋", "渡邊", "小林", "齋藤"],
    streets: &["東池袋1丁目", "銀座四丁目", "本町2-3", "桜ヶ丘"],
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
    notes: &["不在の場合は宅配ボックスへお願いします。", "プレゼント用に包装してください🎁"],
    ..FAR
};

/// Korea.
pub static KOREA: Land = Land {
    country: "KR",
    weight: 2,
    first: &["민준", "서연", "지우", "하은", "도윤", "예진"],
    last: &["김", "이", "박", "최", "남궁", "황보"],
    streets: &["테헤란로", "세종대로", "해운대해변로", "올림픽로"],
    cities: &[("서울특별시", "06###"), ("부산광역시", "48###"), ("대전광역시", "34###")],
    second_lines: &["101동 1203호", "2층"],
    phone: "+82 10-####-####",
    companies: &["주식회사 달빛", "한옥 공방"],
    notes: &["부재 시 경비실에 맡겨주세요.", "선물이니 가격표를 빼주세요 🎀"],
    ..FAR
};
