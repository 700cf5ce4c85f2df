import { join } from 'node:path';

import type { JsonObject } from '../base/json.ts';
import type { Format } from './format.ts';
import { Losses } from './losses.ts';
import { Output } from './output.ts';
import { outerId, outerUrl } from './tables/dictionary.ts';
import { walk } from './tables/walk.ts';

/** One line per record: the portal's own row, untouched, under `row`, and how the archive knows it beside it. */
export const jsonl: Format = {
  id: 'jsonl',
  title: { ru: 'JSON Lines', en: 'JSON Lines' },
  async write(archive, folder, options) {
    const losses = new Losses();
    losses.note({
      ru: 'Файлы записей сюда не входят (формат drive); их имена и хеши SHA-512 — в files.',
      en: 'Files of records are not here (format drive); their names and SHA-512 hashes are in files.',
    });
    for (const kind of archive.kinds()) {
      const declared = options.kinds.find(({ id }) => id === kind);
      const withFiles = archive.hasFiles(kind);
      const output = await Output.create(join(folder, `${kind}.jsonl`));
      try {
        for (const record of walk(archive, kind, options)) {
          const { key, row, name, parent, vanishedAtMs } = record;
          const files = withFiles
            ? [...archive.files(key)].map((file): JsonObject => ({
                slot: file.slot,
                fileId: file.fileId,
                name: file.name,
                ...(file.blob === undefined ? {} : { sha512: file.blob.sha512, sizeBytes: file.blob.sizeBytes }),
                ...(file.missing === undefined ? {} : { missing: file.missing.code }),
              }))
            : [];
          const line = {
            b24_id: outerId(kind, key.id),
            b24_url: outerUrl(archive, declared, record),
            kind,
            id: key.id,
            name,
            ...(parent === undefined ? {} : { parent }),
            ...(vanishedAtMs === undefined ? {} : { vanishedAt: new Date(vanishedAtMs).toISOString() }),
            row,
            ...(files.length === 0 ? {} : { files }),
          };
          await output.write(`${JSON.stringify(line)}\n`);
        }
      } finally {
        await output.close();
      }
    }
    return losses;
  },
};
