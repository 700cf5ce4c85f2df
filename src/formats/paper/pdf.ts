import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import Pdf from 'pdfkit';

import type { Block, Paper } from '../../base/paper.ts';

const fonts = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');
const MARGIN = 56;
const SMALL = 8.5;
const BODY = 10;
const LINE = '_'.repeat(32);

/** The paper as a tagged A4 PDF with an embedded Cyrillic font and numbered pages. `madeAt` makes it repeatable. */
export function paperPdf(paper: Paper, madeAt: Date): Promise<Uint8Array> {
  const pdf = new Pdf({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    tagged: true,
    lang: paper.language,
    displayTitle: true,
    info: { Title: paper.title, Creator: 'bye24', Producer: 'bye24', CreationDate: madeAt, ModDate: madeAt },
  });
  const chunks: Uint8Array[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  pdf.registerFont('text', join(fonts, 'DejaVuSans.ttf'));
  pdf.registerFont('bold', join(fonts, 'DejaVuSans-Bold.ttf'));
  pdf.font('bold').fontSize(14).text(paper.title, { align: 'center' }).moveDown();
  for (const block of paper.blocks) draw(pdf, block);
  number(pdf, paper.footer);
  pdf.end();
  return done;
}

function draw(pdf: PDFKit.PDFDocument, block: Block): void {
  switch (block.is) {
    case 'heading':
      pdf.moveDown(0.5).font('bold').fontSize(11).text(block.text).moveDown(0.3);
      return;
    case 'text':
      pdf.font('text').fontSize(BODY).text(block.text).moveDown(0.4);
      return;
    case 'field':
      pdf.font('bold').fontSize(SMALL).text(`${block.mark}) ${block.label}`);
      pdf.font('text').fontSize(BODY).text(block.value, { indent: 12 }).moveDown(0.4);
      return;
    case 'list':
      pdf.font('text').fontSize(BODY);
      for (const item of block.items) pdf.text(`— ${item}`, { indent: 6 }).moveDown(0.2);
      return;
    case 'table':
      drawTable(pdf, block);
      return;
    case 'signature':
      pdf.moveDown(1.2).font('text').fontSize(BODY).text(block.who);
      pdf.text(`${LINE}   ${LINE}`);
      pdf.fontSize(7).text(block.hint).fontSize(BODY);
      return;
    default:
      return block satisfies never;
  }
}

/** Rows with even columns, each kept on one page. The library's own tables are slow when they are long. */
function drawTable(pdf: PDFKit.PDFDocument, { head, rows }: Extract<Block, { is: 'table' }>): void {
  const width = (pdf.page.width - 2 * MARGIN) / Math.max(1, head.length);
  const cell = { width: width - 4 };
  for (const [index, row] of [head, ...rows].entries()) {
    pdf.font(index === 0 ? 'bold' : 'text').fontSize(7);
    const height = Math.max(...row.map((text) => pdf.heightOfString(text, cell))) + 4;
    if (pdf.y + height > pdf.page.height - MARGIN) pdf.addPage();
    const top = pdf.y;
    row.forEach((text, column) => pdf.text(text, MARGIN + column * width, top + 2, cell));
    pdf
      .moveTo(MARGIN, top + height)
      .lineTo(pdf.page.width - MARGIN, top + height)
      .lineWidth(0.3)
      .stroke('#999999');
    pdf.x = MARGIN;
    pdf.y = top + height;
  }
  pdf.moveDown(0.5);
}

function number(pdf: PDFKit.PDFDocument, footer: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page);
    // Below the margin, or a new page would begin.
    pdf.page.margins.bottom = 0;
    const at = pdf.page.height - MARGIN / 2;
    pdf
      .font('text')
      .fontSize(7)
      .text(`${footer} · ${page - start + 1} / ${count}`, MARGIN, at, {
        width: pdf.page.width - 2 * MARGIN,
        align: 'center',
        lineBreak: false,
      });
  }
}
