/** From the words of a query to a selection that this caller may see, and the answer it gets. */
import type { Account } from '#data-folder/accounts';
import { businessDay } from '#data-folder/business-day';
import type { DataFolder } from '#data-folder/data-folder';
import { EVERYWHERE } from '#read-models/figures/compared/observatory';
import { idleRates } from '#read-models/figures/question/idle-rates';
import {
  OF_ACCOUNTS,
  type Dimension,
  type Filters,
  type Selection,
} from '#read-models/figures/question/question';
import { contradictionsIn, type QuestionFault } from '#read-models/figures/question/question-faults';
import {
  readFilters,
  readPrices,
  readWhatIf,
  UnreadableQuestion,
} from '#read-models/figures/question/question-texts';
import { assertScope, partySeenBy } from './access.ts';
import { knownPosition } from './as-of.ts';
import { FILTERS, type FigureDto, type SelectionDto } from './figure-question.dto.ts';
import { Problem } from './problems.ts';
import type { Reply } from './reply.ts';

/** The directory and the figures are folded side by side; one may be a moment behind the other. */
const DIRECTORY_WAIT_MS = 2_000;

export interface AskedSelection extends Selection {
  /** Whether both axes were named: then the answer is the same for ever. */
  readonly pinned: boolean;
}

/**
 * The selection that is asked, once the figures know the position and the caller may see it. Problems: `MALFORMED`,
 * `QUESTION_CONTRADICTORY`, `KNOWN_AS_OF_AHEAD`, `READ_MODEL_BEHIND`, `PARTNERSHIP_UNKNOWN`, `TOKEN_MISSING`,
 * `NOT_ALLOWED`.
 */
export async function selectionOf(
  folder: DataFolder,
  account: Account | undefined,
  asked: SelectionDto & Partial<Pick<FigureDto, 'whatIf' | 'groupBy'>>,
): Promise<AskedSelection> {
  const { partnership, chain, basis, view, scope, effectiveAsOf, knownAsOf, prices, without, whatIf } = asked;
  const words = {
    partnership,
    chain: chain === 'true',
    basis: basis ?? 'committed',
    view: view ?? 'economic',
    scope: scope ?? 'broad',
    effectiveAsOf: effectiveAsOf ?? businessDay(folder.now()),
    only: filtersOf(asked),
    without: without === undefined ? {} : read('without', () => readFilters(without.split(';'))),
    prices: prices === undefined ? null : read('prices', () => readPrices(prices)),
    ...(whatIf === undefined ? {} : { whatIf: read('whatIf', () => readWhatIf(whatIf)) }),
  } as const satisfies Selection;
  assertCanBeMeant(contradictionsIn(words));
  const position = await knownPosition(folder, knownAsOf, 'figures');
  if (partnership !== EVERYWHERE) await assertPartnership(folder, partnership);
  const selection = { ...words, ...(position === undefined ? {} : { position }) };
  assertMaySee(folder, account, selection, asked.groupBy ?? []);
  assertCanBeMeant(idleRatesOf(folder, selection));
  return { ...selection, pinned: effectiveAsOf !== undefined && knownAsOf !== undefined };
}

/** The reply to a question; one that is pinned may be kept for ever, by everybody or by this caller alone. */
export function answered(
  { pinned, position: asked }: AskedSelection,
  account: Account | undefined,
  head: bigint,
  body: unknown,
): Reply {
  if (!pinned || asked === undefined) return { position: head, body };
  return { position: asked, forEver: account === undefined ? 'public' : 'private', body };
}

function assertCanBeMeant(faults: readonly QuestionFault[]): void {
  if (faults.length === 0) return;
  const errors = faults.map(({ member, detail }) => ({ pointer: `/${member}`, detail }));
  const detail = errors.map((each) => `${each.pointer} ${each.detail}`).join('; ');
  throw new Problem('QUESTION_CONTRADICTORY', { detail, errors });
}

function idleRatesOf(folder: DataFolder, selection: Selection): readonly QuestionFault[] {
  const { whatIf = [], partnership } = selection;
  if (whatIf.length === 0) return [];
  const { memory, books } = folder.figures.open(selection);
  return idleRates(memory, partnership === EVERYWHERE ? memory.books.values() : books, whatIf);
}

function filtersOf(asked: SelectionDto): Filters {
  const given = FILTERS.flatMap((dimension) => {
    const values = asked[dimension as Exclude<Dimension, 'partnership'>];
    return values === undefined ? [] : [[dimension, [...new Set(values)]] as const];
  });
  return Object.fromEntries(given);
}

function read<Part>(member: string, reading: () => Part): Part {
  try {
    return reading();
  } catch (error) {
    if (!(error instanceof UnreadableQuestion)) throw error;
    const { message: detail } = error;
    throw new Problem('MALFORMED', { detail, errors: [{ pointer: `/${member}`, detail }] });
  }
}

/** One that was registered a moment ago is known as soon as the directory has all that the log holds. */
async function assertPartnership(folder: DataFolder, id: string): Promise<void> {
  const isKnown = (): boolean => folder.directory.find('partnership', id).record !== null;
  if (isKnown()) return;
  await folder.upToDate('directory', DIRECTORY_WAIT_MS);
  if (isKnown()) return;
  throw new Problem('PARTNERSHIP_UNKNOWN', {
    errors: [{ pointer: '/partnership', detail: 'is not known' }],
  });
}

/**
 * The public sees the whole, by what does not tell who stands behind an amount. All else needs an account that may
 * read the partnership, and a partner then asks of what its own organisation brought: the rest would tell of others.
 */
function assertMaySee(
  folder: DataFolder,
  account: Account | undefined,
  selection: Selection,
  groupBy: readonly Dimension[],
): void {
  const { only = {}, without = {} } = selection;
  const told = OF_ACCOUNTS.filter(
    (dimension) => dimension in only || dimension in without || groupBy.includes(dimension),
  );
  if (told.length === 0) return;
  if (account === undefined) {
    throw new Problem('TOKEN_MISSING', { detail: `Figures by ${told.join(' and ')} need an account.` });
  }
  if (account.partnerships !== '*') {
    for (const each of folder.figures.open(selection).partnerships) assertScope(account, each);
  }
  const mine = partySeenBy(account);
  if (mine === undefined || (only.bringer?.length === 1 && only.bringer[0] === mine)) return;
  throw new Problem('NOT_ALLOWED', {
    detail: `A partner sees what its own organisation brought, and the whole: ask with bringer=${mine}.`,
  });
}
