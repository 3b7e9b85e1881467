// Invented people of all scripts for the mock core.

/** Name, company, street, postcode, city, country, phone. */
export type Person = readonly [string, string, string, string, string, string, string];

export const PEOPLE: readonly Person[] = [
  ["Zofia Dąbrowska", "", "ul. Długa 14/3", "31-147", "Kraków", "PL", "+48 600 000 000"],
  ["Jonas Ødegård", "", "Strandgaten 8", "5013", "Bergen", "NO", "+47 400 00 000"],
  ["Müller & Söhne", "Müller & Söhne GmbH", "Karl-Liebknecht-Straße 22", "04107", "Leipzig", "DE", "+49 341 000000"],
  ["Anaïs Lefèvre", "", "Rue de la Cathédrale 61", "4000", "Liège", "BE", "+32 470 00 00 00"],
  ["Sanne de Wit", "", "Oudegracht 112-bis", "3511 AW", "Utrecht", "NL", "+31 6 00000000"],
  ["Ingrid Haugen", "", "Storgata 5", "9008", "Tromsø", "NO", "+47 400 00 001"],
  ["Γιώργος Παπαδόπουλος", "", "Ερμού 31", "105 63", "Αθήνα", "GR", "+30 690 000 0000"],
  ["Lucas Janssen", "", "Veldstraat 9", "9000", "Gent", "BE", "+32 470 00 00 01"],
  ["Hanna Nowak", "", "ul. Świętojańska 40/2", "80-840", "Gdańsk", "PL", "+48 600 000 001"],
  ["Petra Svobodová", "", "Masarykova 7", "602 00", "Brno", "CZ", "+420 600 000 000"],
  ["Kari Nordmann", "Nordmann Interiør AS", "Karl Johans gate 1", "0154", "Oslo", "NO", "+47 400 00 002"],
  ["محمد العتيبي", "", "Schiedamseweg 90", "3025 AG", "Rotterdam", "NL", "+31 6 00000001"],
  ["Thomas Schmidt", "", "Venloer Straße 201", "50823", "Köln", "DE", "+49 221 000000"],
  ["Emma van den Berg", "", "Voldersgracht 3", "2611 EV", "Delft", "NL", "+31 6 00000002"],
  ["佐藤 美咲", "", "Immermannstraße 45", "40210", "Düsseldorf", "DE", "+49 211 000000"],
  ["Claire Dubois", "", "Rue de Fer 18", "5000", "Namur", "BE", "+32 470 00 00 02"],
  ["נועה כהן", "", "רחוב דיזנגוף 50", "6433222", "תל אביב", "IL", "+972 50-000-0000"],
  ["김민준", "", "세종대로 110", "04524", "서울", "KR", "+82 10-0000-0000"],
  ["Bjørn 🎣 Lie", "", "Havnegata 2", "8300", "Svolvær", "NO", "+47 400 00 003"],
  ["<img src=x onerror=alert(1)>", "", "Teststraat 1", "1011 AB", "Amsterdam", "NL", "+31 6 00000003"],
  ["Jan Kowalski", "", "ul. Piotrkowska 200", "90-368", "Łódź", "PL", "+48 600 000 002"],
  ["Maximiliane-Alexandra von Hohenstein-Württemberg", "", "Königstraße 1", "70173", "Stuttgart", "DE", "+49 711 000000"],
  ["Éloïse Garnier", "", "12 rue des Écoles", "75005", "Paris", "FR", "+33 6 00 00 00 00"],
  ["Pieter Bakker", "Bakkerij De Korenaar", "Dorpsstraat 77", "8011 XR", "Zwolle", "NL", "+31 38 0000000"],
];

/** Name, attributes, SKU, price in cents tax included, stock, bin, two colours of its picture. */
export type Item = readonly [string, readonly (readonly [string, string])[], string, number, string, string, string, string];

export const ITEMS: readonly Item[] = [
  ["Linen apron, sage", [["Size", "M"]], "LA-SAGE-M", 3900, "12", "A-04-2", "#b6c5a7", "#93a883"],
  ["Oak board 40 cm", [["Engraving", "“Zofia & Piotr”"]], "OB-40", 3640, "3", "B-01-1", "#d9b98a", "#b8905a"],
  ["Gift wrap", [], "GW-1", 400, "240", "C-09-9", "#ecc4cf", "#d79aac"],
  ["Stoneware mug, ash glaze", [["Colour", "Ash"]], "SM-ASH", 1850, "0", "A-02-4", "#cfd3d6", "#9aa3a9"],
  ["Beeswax candle, pair", [["Scent", "None"], ["Height", "25 cm"]], "BC-25", 1400, "88", "D-03-1", "#f1d79a", "#d9b04f"],
  ["Wool throw, undyed, 130 × 180 cm, woven in Gudbrandsdal", [["Pattern", "Herringbone"]], "WT-HB-130", 14900, "5", "E-01-2", "#e3ddd0", "#bfb6a3"],
  ["Enamel pan 28 cm", [], "EP-28", 6450, "17", "B-07-3", "#9db7cf", "#6e8fad"],
];
