// The smallest slip-like PDF, so that the preview has something to draw.
const SIZES: Record<string, readonly [number, number]> = {
  a4: [595, 842],
  a5: [420, 595],
  letter: [612, 792],
  "100x150": [283, 425],
};

export function pdf(paper: string, pages: number): ArrayBuffer {
  const [width, height] = SIZES[paper] ?? SIZES.a4!;
  const objects: string[] = ["<</Type/Catalog/Pages 2 0 R>>"];
  const kids = Array.from({ length: pages }, (_, at) => `${4 + at * 2} 0 R`).join(" ");
  objects.push(`<</Type/Pages/Kids[${kids}]/Count ${pages}>>`, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  for (let at = 0; at < pages; at += 1) {
    const text = `BT /F1 22 Tf 40 ${height - 60} Td (Packing slip ${at + 1}) Tj ET 40 ${height - 80} ${width - 80} 1 re f`;
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Resources<</Font<</F1 3 0 R>>>>/Contents ${5 + at * 2} 0 R>>`,
      `<</Length ${text.length}>>\nstream\n${text}\nendstream`,
    );
  }
  let out = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = out.length;
    out += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = out.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`;
  return new TextEncoder().encode(out).buffer as ArrayBuffer;
}
