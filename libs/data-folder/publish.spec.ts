/** A figure is published as the ledger computes it at its position, and a repeated request has one effect. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FigurePublished, FrozenFigure, PublishedQuestion } from '#domain/publication/events';
import { NO_DETAILS } from '#domain/party/events';
import { NO_PARTNERSHIP_DETAILS } from '#domain/partnership/events';
import { reject } from '#domain/rejections';
import { openEnvelope, type Actor } from '#event-log/envelope';
import { StoreUnavailable } from '#event-log/errors';
import { frozenFigure, QUESTION } from '../../test/support/publications.ts';
import { snapshotAt } from './close-period.ts';
import type { Ask, CommandOutcome } from './commands.ts';
import { DataFolder } from './data-folder.ts';
import { digestOf, publishFigure, type Freeze, type Publishing, type PublishingRequest } from './publish.ts';

const ANNA: Actor = { id: 'a_anna', role: 'finance', org: null };
const NOWHERE = '00000000-0000-4000-8000-00000000000f';

let path: string;
let folder: DataFolder;
let partnership: string;
let keys = 0;

async function done(ask: Ask): Promise<string> {
  keys += 1;
  const outcome = await folder.execute({ ask, actor: ANNA, key: `k-${keys}`, correlationId: 'c-1' });
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

const party = (legalName: string): Ask => ({
  aggregate: 'party',
  id: null,
  command: {
    kind: 'register',
    party: { kind: 'PUBLIC_BODY', legalName, standsFor: null, taxCode: null, ipaCode: null, ...NO_DETAILS },
  },
});

/** The figure of the question, as if the ledger always gave the same sums. */
const given: Freeze = ({ partnership: of, ...question }) => frozenFigure(of, question);

const { value, numerator, denominator } = frozenFigure('any');
const PUBLISHING: Publishing = {
  title: 'La leva del 2025',
  text: 'Per ogni euro pubblico altri 22 centesimi',
  question: { ...QUESTION, position: '2' },
  stated: { value, numerator, denominator },
  replaces: null,
};

function publish(
  over: Partial<Publishing> = {},
  more: Partial<PublishingRequest> = {},
  freeze: Freeze = given,
): Promise<CommandOutcome> {
  const publishing = { ...PUBLISHING, ...over };
  const request = { partnership, publishing, actor: ANNA, key: 'publish', correlationId: 'c-2', ...more };
  return publishFigure(folder, request, freeze);
}

async function publications(): Promise<FigurePublished['data'][]> {
  const { events } = await folder.store.readStream(`publication-${partnership}`);
  return events.map(({ bytes }) => openEnvelope(bytes).data as FigurePublished['data']);
}

const refused = (rejected: string, params: object = {}) =>
  expect.objectContaining({
    kind: 'rejected',
    rejection: expect.objectContaining({ rejected, params: expect.objectContaining(params) }),
  });

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'publishing-'));
  folder = await DataFolder.open({
    path,
    origin: 'ledger.example/test',
    holder: { what: 'test', url: null },
    clock: () => new Date('2026-11-22T10:00:00.000Z'),
  });
  const leadBody = await done(party('Comune di Esempio'));
  const profile = {
    ...NO_PARTNERSHIP_DETAILS,
    ...{ title: 'Partenariato di esempio', leadBody, from: null, to: null, cup: null },
    instrument: 'COPROGETTAZIONE',
  } as const;
  const command = { kind: 'register', partnership: profile } as const;
  partnership = await done({ aggregate: 'partnership', id: null, command });
});

afterEach(async () => {
  await folder.close();
  rmSync(path, { recursive: true, force: true });
});

describe('publishing a figure', () => {
  it('computes it for the very question, and keeps it with the digest of its canonical JSON', async () => {
    const questions: PublishedQuestion[] = [];
    const outcome = await publish({}, {}, (question) => {
      questions.push(question);
      return given(question);
    });
    expect(outcome).toMatchObject({ kind: 'done', id: partnership, number: 1 });
    expect(questions).toEqual([{ ...QUESTION, position: '2', partnership }]);
    const [kept] = await publications();
    const { title, text } = PUBLISHING;
    expect(kept).toMatchObject({
      number: 1,
      title,
      text,
      figure: frozenFigure(partnership, { position: '2' }),
    });
    // Members in the order of their names and no blanks, as RFC 8785 writes them; the figure holds ASCII alone.
    const sorted = JSON.stringify(kept?.figure, (_, each: unknown) =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : each,
    );
    expect(kept?.digest).toBe(createHash('sha256').update(sorted).digest('hex'));
  });

  it('waits for an answer that takes its time', async () => {
    expect(await publish({}, {}, async (question) => given(question))).toMatchObject({ kind: 'done' });
  });

  it('refuses a figure that differs, and writes nothing', async () => {
    const stated = { ...PUBLISHING.stated, value: '0.23' };
    expect(await publish({ stated })).toEqual(
      refused('FIGURE_DIFFERS', {
        found: '22.00 / 100.00 = 0.23',
        expected: '22.00 / 100.00 = 0.2200000000000000',
      }),
    );
    expect(await publications()).toEqual([]);
  });

  it('refuses a partnership that there is not', async () => {
    expect(await publish({}, { partnership: NOWHERE })).toEqual(
      refused('PARTNERSHIP_UNKNOWN', { id: NOWHERE }),
    );
  });

  it('refuses a position to come, without asking for the figure', async () => {
    const question = { ...PUBLISHING.question, position: '3' };
    const outcome = await publish({ question }, {}, () => {
      throw new Error('asked for the figure');
    });
    expect(outcome).toEqual(refused('POSITION_AHEAD', { found: '3', head: '2' }));
  });

  it('passes on why there is no figure', async () => {
    const unknown = reject('DEFINITION_UNKNOWN', '/question/definition', { found: 'L99' });
    expect(await publish({}, {}, () => unknown)).toEqual(refused('DEFINITION_UNKNOWN', { found: 'L99' }));
  });

  it('says that it cannot know while the figures are behind', async () => {
    const { execute, journal, store } = folder;
    const behind = { execute, journal, store, reached: async () => false };
    const request = { partnership, publishing: PUBLISHING, actor: ANNA, key: 'p', correlationId: 'c' };
    await expect(publishFigure(behind, request, given)).rejects.toThrow(StoreUnavailable);
  });

  it('tries without writing', async () => {
    const outcome = await publish({}, { dryRun: true });
    expect(outcome).toMatchObject({ kind: 'done', receipt: { position: null } });
    expect(await publications()).toEqual([]);
  });
});

describe('the same request again', () => {
  it('has its first receipt, also when the ledger would compute another figure by now', async () => {
    const first = await publish();
    await done(party('Comune di Altrove'));
    const restated: Freeze = (question) => ({ ...(given(question) as FrozenFigure), assumedDating: true });
    const again = await publish({}, {}, restated);
    expect(first).toMatchObject({ kind: 'done', receipt: { revision: 0, replayed: false } });
    expect(again).toMatchObject({ kind: 'done', number: 1, receipt: { revision: 0, replayed: true } });
    expect(await publications()).toHaveLength(1);
  });

  it('has one effect when twenty come at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => publish()));
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 20 }, () => 'done'));
    expect(await publications()).toHaveLength(1);
  });

  it.each<[string, Partial<Publishing>]>([
    ['another text', { text: 'Altro' }],
    ['another position', { question: { ...PUBLISHING.question, position: '1' } }],
    ['another filter', { question: { ...PUBLISHING.question, filters: { year: ['2025'] } } }],
  ])('with %s is another one', async (_, over) => {
    await publish();
    expect(await publish(over)).toMatchObject({ kind: 'keyReused' });
  });
});

it('publications are numbered in the order of the log when many come at once', async () => {
  const all = Array.from({ length: 3 }, (_, i) => publish({ title: `Numero ${i}` }, { key: `p-${i}` }));
  await Promise.all(all);
  expect((await publications()).map(({ number }) => number)).toEqual([1, 2, 3]);
  expect((await Promise.all(all)).map(({ number }) => number).toSorted()).toEqual([1, 2, 3]);
});

it('publications are among the streams that a closed year lists', async () => {
  await publish();
  await folder.claimsNow();
  const { streams } = await snapshotAt(folder, partnership, await folder.journal.head());
  expect(streams).toEqual([
    [`partnership-${partnership}`, 0],
    [`publication-${partnership}`, 0],
  ]);
});

it('whoever has the figure can compute its digest', () => {
  const figure = frozenFigure(NOWHERE);
  const turned = Object.fromEntries(Object.entries(figure).toReversed()) as unknown as FrozenFigure;
  expect(digestOf(turned)).toBe(digestOf(figure));
  expect(digestOf({ ...figure, assumedDating: true })).not.toBe(digestOf(figure));
});
