/**
 * A reader of plain-text accounting that knows only what the manuals of hledger and ledger-cli have in common, written
 * apart from the product: whatever a line could mean besides that is an error.
 */

export interface Posting {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly account: string;
  readonly cents: bigint;
}

interface Transaction {
  readonly date: string;
  readonly description: string;
  readonly tags: Record<string, string>;
  readonly postings: { readonly account: string; readonly cents: bigint }[];
}

const HEAD = /^(\d{4}-\d\d-\d\d) ([^;|!*( ].*)$/;
const TAG = /^ +; ([a-z]+): (\S.*)$/;
/** An account ends at two spaces; single ones are part of it. */
const POSTING = /^ +((?:[^\s;] ?)*[^\s;]) {2,}(-?)(\d+)\.(\d\d) EUR$/;
const IGNORED = /^;|^commodity EUR$|^ +format 1000\.00 EUR$/;

/** Every posting of a journal; throws where a line is none of the known ones, or a transaction does not balance. */
export function readJournal(text: string): Posting[] {
  // What some reader takes for an end of line or a space is not written at all, nor what needs a locale.
  const strange = /[^\n -~]/.exec(text);
  if (strange !== null) throw new Error(`${JSON.stringify(strange[0])} at ${strange.index}`);
  const transactions: Transaction[] = [];
  let open: Transaction | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') {
      open = null;
      continue;
    }
    const [, date, description] = HEAD.exec(line) ?? [];
    if (open === null && date !== undefined && description !== undefined) {
      open = { date, description, tags: {}, postings: [] };
      transactions.push(open);
    } else if (open === null || !isPart(line, open)) {
      if (open !== null || !IGNORED.test(line)) throw new Error(`line ${index + 1}: ${line}`);
    }
  }
  return transactions.flatMap(({ postings, ...transaction }) => {
    const sum = postings.reduce((total, { cents }) => total + cents, 0n);
    if (sum !== 0n || postings.length < 2) throw new Error(`${transaction.description} does not balance`);
    return postings.map((posting) => ({ ...transaction, ...posting }));
  });
}

function isPart(line: string, { tags, postings }: Transaction): boolean {
  const [, tag, value] = TAG.exec(line) ?? [];
  if (tag !== undefined && value !== undefined && postings.length === 0) {
    tags[tag] = value;
    return true;
  }
  const [, account, sign, euro, cents] = POSTING.exec(line) ?? [];
  if (account === undefined) return false;
  postings.push({ account, cents: BigInt(`${sign}${euro}${cents}`) });
  return true;
}

/** What `balance PATTERN --depth 2` says, `--end` being the first day that counts no more; without zeros. */
export function balances(
  postings: readonly Posting[],
  pattern: string,
  end = '9999-12-31',
): Record<string, bigint> {
  const sums: Record<string, bigint> = {};
  for (const { account, cents, date } of postings) {
    if (!new RegExp(pattern, 'i').test(account) || date >= end) continue;
    const shown = account.split(':').slice(0, 2).join(':');
    sums[shown] = (sums[shown] ?? 0n) + cents;
  }
  return Object.fromEntries(Object.entries(sums).filter(([, cents]) => cents !== 0n));
}
