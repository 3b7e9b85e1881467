// Drawing a PDF: pdf.js, in its build for older web views (WebKitGTK follows the distribution), with its worker from our
// own files. Fetched only when a preview is shown.
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy, RenderingCancelledException } from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";

GlobalWorkerOptions.workerSrc = workerUrl;

/** A drawing under way. */
export interface Drawing {
  done: Promise<void>;
  cancel: () => void;
}

/** A PDF that can be drawn. */
export interface OpenPdf {
  pages: number;
  /** Draws a page as large as fits a box of CSS px. */
  draw(page: number, canvas: HTMLCanvasElement, box: { width: number; height: number }): Drawing;
  close(): void;
}

/** Opens the bytes of a PDF. */
export async function openPdf(bytes: ArrayBuffer | number[]): Promise<OpenPdf> {
  const data = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : Uint8Array.from(bytes);
  const document = await getDocument({ data, isEvalSupported: false, useWasm: false, enableXfa: false }).promise;
  return {
    pages: document.numPages,
    draw: (page, canvas, box) => drawPage(document, page, canvas, box),
    close: () => void document.loadingTask.destroy(),
  };
}

function drawPage(
  document: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  box: { width: number; height: number },
): Drawing {
  let cancelled = false;
  let stop = (): void => undefined;
  const draw = async (): Promise<void> => {
    const page = await document.getPage(number);
    if (cancelled) return;
    const size = page.getViewport({ scale: 1 });
    const scale = Math.min(box.width / size.width, box.height / size.height);
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
    const viewport = page.getViewport({ scale: scale * ratio });
    canvas.width = Math.floor(viewport.width);
    canvas.height = Math.floor(viewport.height);
    canvas.style.width = `${Math.floor(viewport.width / ratio)}px`;
    canvas.style.height = `${Math.floor(viewport.height / ratio)}px`;
    const task = page.render({ canvas, viewport });
    stop = () => task.cancel();
    await task.promise.catch((thrown: unknown) => {
      if (!(thrown instanceof RenderingCancelledException)) throw thrown;
    });
  };
  return {
    done: draw(),
    cancel: () => {
      cancelled = true;
      stop();
    },
  };
}
