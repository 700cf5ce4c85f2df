import type { Language } from '../../base/text.ts';
import { stamp } from './act-words.ts';
import type { ProofReport } from './types.ts';

/** A letter that asks the vendor to confirm in writing that its own copies are destroyed. To be filled in and sent. */
export function vendorLetter(
  { portal, total, absentFromMs, absentToMs, journal }: ProofReport,
  language: Language,
): string {
  const from = stamp(absentFromMs ?? journal.firstAtMs);
  const to = stamp(absentToMs ?? journal.lastAtMs);
  const count = total.gone + total.scrubbed;
  return language === 'ru'
    ? `# Запрос о подтверждении уничтожения персональных данных

Кому: ______________________________ (лицо, обрабатывающее персональные данные по поручению)
От: ______________________________ (оператор)
Портал: ${portal}

Мы удалили с портала ${count} записей в период с ${from} по ${to}. Просим в соответствии с поручением на обработку
персональных данных и частью 7 статьи 21 Федерального закона № 152-ФЗ письменно подтвердить:

1. что удалённые записи и файлы уничтожены в основной системе, включая корзины, поисковые индексы и кеши;
2. до какой даты они остаются в резервных копиях и когда будет уничтожена последняя копия;
3. что данные не переданы приложениям и третьим лицам, либо перечень тех, кому они переданы;
4. что сведения в журналах, почте и телефонии уничтожены, либо основание и срок их хранения.

Номер обращения: ______________   Дата ответа: ______________

Подпись: ______________________________
`
    : `# Request to confirm the destruction of personal data

To: ______________________________ (processor)
From: ______________________________ (controller)
Portal: ${portal}

We deleted ${count} records from the portal between ${from} and ${to}. Under our agreement on data processing (GDPR
article 28(3)(g)) please confirm in writing:

1. that these records and files are destroyed in the main system, with bins, search indexes and caches;
2. until which date they remain in backups, and when the last copy will be destroyed;
3. that the data were not passed on to applications or third parties, or to whom they were;
4. that data in logs, mail and telephony are destroyed, or on which ground and for how long they are kept.

Ticket: ______________   Date of the answer: ______________

Signature: ______________________________
`;
}

/** What lies in a proof's folder, what it proves, and what it does not: to be read first. */
export const README = `# Proof · Подтверждение

RU. Откройте \`report.ru.html\`. Чтобы проверить папку, откройте \`verify.html\` и выберите все файлы папки: страница сверит хеши с
\`manifest.json\` и цепочку журнала. Ничего не отправляется.
Доказано: названные записи были удалены и затем, при отдельном чтении портала, не найдены. НЕ доказано: что уничтожены
резервные копии, журналы и кеши поставщика; что пусты корзины, пока не вышел их срок; что выполнены шаги «вручную», которые подтвердил
человек; что уничтожен архив на вашем компьютере — он хранит те же данные. bye24 — не сертифицированное средство.
Подпишите manifest.json своими средствами: без подписи папку мог составить заново кто угодно.

EN. Open \`report.en.html\`. To check the folder, open \`verify.html\` and choose all files of the folder: the page compares the hashes with
\`manifest.json\` and follows the chain of the journal. Nothing is sent anywhere.
Proven: the named records were deleted and then, in a separate reading of the portal, not found. NOT proven: that backups, logs and
caches of the vendor are destroyed; that bins are empty before their days have passed; that by-hand steps which a person confirmed
were done; that the archive on your computer is destroyed: it holds the same data. bye24 is not a certified tool.
Sign manifest.json by your own means: without a signature anybody could have made the folder anew.
`;
