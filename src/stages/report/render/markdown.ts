import type { Block, ReportDocument, Section, Table } from '../document.ts';
import { escapeMarkdown } from './escape.ts';
import { figureTable } from './figure-table.ts';

/** A document as GitHub-flavoured Markdown; figures become their tables. */
export function renderMarkdown(document: ReportDocument): string {
  const head = [
    `# ${escapeMarkdown(document.title)}`,
    escapeMarkdown(document.lead),
    `${document.date}, ${escapeMarkdown(document.madeBy)}`
  ];
  return `${[...head, ...document.sections.flatMap(sectionMarkdown)].join('\n\n')}\n`;
}

const sectionMarkdown = ({ title, blocks }: Section): string[] => [`## ${escapeMarkdown(title)}`, ...blocks.map(blockMarkdown)];

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return escapeMarkdown(block.text);
    case 'list':
      return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${escapeMarkdown(item)}`).join('\n');
    case 'pairs':
      return block.pairs.map(([name, value]) => `- **${escapeMarkdown(name)}:** ${escapeMarkdown(value)}`).join('\n');
    case 'table':
      return tableMarkdown(block);
    default:
      return tableMarkdown(figureTable(block));
  }
}

function tableMarkdown({ caption, columns, rows }: Table): string {
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => escapeMarkdown(cell) || ' ').join(' | ')} |`;
  const rule = `| ${columns.map(({ holds }) => (holds === 'number' ? '---:' : '---')).join(' | ')} |`;
  return [escapeMarkdown(caption), '', row(columns.map(({ label }) => label)), rule, ...rows.map(row)].join('\n');
}
