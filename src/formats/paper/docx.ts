import { buffer } from 'node:stream/consumers';

import { ZipFile } from 'yazl';

import type { Block, Paper } from '../../base/paper.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The paper as a DOCX (ECMA-376): A4, numbered pages, blank signature lines. `madeAt` makes it repeatable. */
export async function paperDocx(paper: Paper, madeAt: Date): Promise<Uint8Array> {
  const zip = new ZipFile();
  const parts: readonly (readonly [string, string])[] = [
    ['[Content_Types].xml', CONTENT_TYPES],
    ['_rels/.rels', relations(['officeDocument', 'word/document.xml'])],
    ['word/_rels/document.xml.rels', relations(['footer', 'footer1.xml'], ['styles', 'styles.xml'])],
    ['word/styles.xml', STYLES],
    ['word/footer1.xml', footerXml(paper.footer)],
    ['word/document.xml', documentXml(paper)],
  ];
  for (const [name, text] of parts) zip.addBuffer(Buffer.from(text), name, { mtime: madeAt });
  zip.end();
  return buffer(zip.outputStream);
}

const CONTENT_TYPES =
  `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  ['document.main', 'styles', 'footer']
    .map((type) => {
      const name = { 'document.main': 'document', styles: 'styles', footer: 'footer1' }[type] ?? '';
      return `<Override PartName="/word/${name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${type}+xml"/>`;
    })
    .join('') +
  '</Types>';

const STYLES =
  `${HEAD}<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr>` +
  '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="22"/>' +
  '</w:rPr></w:rPrDefault></w:docDefaults></w:styles>';

function relations(...all: readonly (readonly [string, string])[]): string {
  const items = all.map(
    ([type, target], index) => `<Relationship Id="r${index + 1}" Type="${R}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join('')}</Relationships>`;
}

function footerXml(footer: string): string {
  const page =
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';
  return `${HEAD}<w:ftr xmlns:w="${W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>${run(`${footer} · `)}${page}</w:p></w:ftr>`;
}

function documentXml({ title, blocks, language }: Paper): string {
  const heading = `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${run(title, { bold: true, size: 28, language })}</w:p>`;
  const page =
    '<w:sectPr><w:footerReference w:type="default" r:id="r1"/><w:pgSz w:w="11906" w:h="16838"/>' +
    '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1417" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>';
  return `${HEAD}<w:document xmlns:w="${W}" xmlns:r="${R}"><w:body>${heading}${blocks.map(blockXml).join('')}${page}</w:body></w:document>`;
}

interface Look {
  readonly bold?: boolean;
  readonly size?: number;
  readonly language?: string;
}

function run(text: string, { bold = false, size, language }: Look = {}): string {
  const properties = [
    bold ? '<w:b/>' : '',
    size === undefined ? '' : `<w:sz w:val="${size}"/>`,
    language === undefined ? '' : `<w:lang w:val="${language === 'ru' ? 'ru-RU' : 'en-US'}"/>`,
  ].join('');
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;
}

function paragraph(...runs: readonly string[]): string {
  return `<w:p><w:pPr><w:spacing w:after="80"/></w:pPr>${runs.join('')}</w:p>`;
}

function blockXml(block: Block): string {
  switch (block.is) {
    case 'heading':
      return paragraph(run(block.text, { bold: true, size: 24 }));
    case 'text':
      return paragraph(run(block.text));
    case 'field':
      return paragraph(run(`${block.mark}) ${block.label}: `, { bold: true }), run(block.value));
    case 'list':
      return block.items.map((item) => paragraph(run(`— ${item}`))).join('');
    case 'table':
      return tableXml(block);
    case 'signature':
      return (
        paragraph(run(block.who)) +
        paragraph(run(`${'_'.repeat(30)}   ${'_'.repeat(30)}`)) +
        paragraph(run(block.hint, { size: 16 }))
      );
    default:
      return block satisfies never;
  }
}

function cellXml(text: string, bold: boolean): string {
  return `<w:tc><w:tcPr/><w:p>${run(text, { bold, size: 18 })}</w:p></w:tc>`;
}

function rowXml(cells: readonly string[], isHead: boolean): string {
  const head = isHead ? '<w:trPr><w:tblHeader/></w:trPr>' : '';
  return `<w:tr>${head}${cells.map((text) => cellXml(text, isHead)).join('')}</w:tr>`;
}

function tableXml({ head, rows }: Extract<Block, { is: 'table' }>): string {
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
  const borders = sides.map((side) => `<w:${side} w:val="single" w:sz="4" w:color="808080"/>`).join('');
  const grid = head.map(() => '<w:gridCol/>').join('');
  const all = [rowXml(head, true), ...rows.map((row) => rowXml(row, false))].join('');
  return `<w:tbl><w:tblPr><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${all}</w:tbl><w:p/>`;
}

/** Text as XML may hold it; characters that XML has no place for become a mark. */
function escape(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
