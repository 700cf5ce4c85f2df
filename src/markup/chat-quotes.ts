/** A stretch of a chat message: said by its author, or quoted from another message. */
export interface ChatBlock {
  readonly quote: boolean;
  readonly author: string;
  /** Of a quote: the message that it is from, as the messenger writes it (`chat12/345`); '' when it does not say. */
  readonly context: string;
  readonly text: string;
}

/** The messenger draws exactly this line around a quoted message. */
const ruler = '-'.repeat(54);

/** `Имя [дата] #chat12/345`: the date is written for readers, in their language. */
const heading = /^(.*\S)\s+\[[^[\]\n]*\](?:\s+#(\S+))?$/u;

function quoteOf(lines: readonly string[]): ChatBlock {
  const [, author, context = ''] = heading.exec(lines[0] ?? '') ?? [];
  return author === undefined
    ? { quote: true, author: '', context: '', text: lines.join('\n') }
    : { quote: true, author, context, text: lines.slice(1).join('\n') };
}

/** Splits a message into what is said and what is quoted: between two rulers, or in lines that begin with `>>`. */
export function chatBlocks(text: string): readonly ChatBlock[] {
  const blocks: ChatBlock[] = [];
  const lines = text.replaceAll('#BR#', '\n').split('\n');
  let said: string[] = [];
  const flush = (): void => {
    if (said.length > 0) blocks.push({ quote: false, author: '', context: '', text: said.join('\n') });
    said = [];
  };
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === ruler) {
      const end = lines.indexOf(ruler, index + 1);
      if (end !== -1) {
        flush();
        blocks.push(quoteOf(lines.slice(index + 1, end)));
        index = end;
        continue;
      }
    }
    if (line.startsWith('>>')) {
      flush();
      const quoted: string[] = [];
      while (lines[index]?.startsWith('>>') === true) quoted.push((lines[index++] ?? '').slice(2).trimStart());
      index--;
      blocks.push({ quote: true, author: '', context: '', text: quoted.join('\n') });
      continue;
    }
    said.push(line);
  }
  flush();
  return blocks;
}
