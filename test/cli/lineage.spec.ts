/** `pledger figure --explain` and `pledger difference`: from a folder and from a service, what the API tells. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataFolder } from '#data-folder/data-folder';
import {
  cash,
  deskOf,
  onContribution,
  partnershipOf,
  partyOf,
  sourceOf,
  stated,
} from '#data-folder/demo-desk';
import { Desk, type Run, type Service } from './pledger.ts';

const TITLE = 'Partenariato di prova';
const AS_OF = ['--partnership', TITLE, '--basis', 'paid', '--effective-as-of', '2026-12-31'] as const;
const desk = new Desk();
/** What was known before the last contribution. */
let council: string;
let service: Service;
let token: string;

beforeAll(async () => {
  const folder = await DataFolder.open({ path: desk.data, holder: { what: 'test', url: null } });
  council = await recordAll(folder);
  const account = { name: 'office', role: 'finance', org: null, partnerships: '*', expiresAt: null } as const;
  ({ token } = folder.accounts.add(account));
  await folder.close();
});
afterAll(() => desk.close());

async function recordAll(folder: DataFolder): Promise<string> {
  const run = deskOf(folder, { id: 'officer', role: 'finance', org: null });
  const town = await run('town', partyOf({ kind: 'PUBLIC_BODY', legalName: 'Comune di prova' }));
  const other = await run('coop', partyOf({ kind: 'THIRD_SECTOR_BODY', legalName: 'Cooperativa di prova' }));
  const budget = await run('budget', sourceOf('Bilancio', 'MUNICIPALITY'));
  const own = await run('own', sourceOf('Fonti proprie', 'THIRD_SECTOR'));
  const profile = { title: TITLE, instrument: 'COPROGETTAZIONE', leadBody: town } as const;
  const partnership = await run('where', partnershipOf(profile));
  const record = (key: string, given: Parameters<typeof stated>[0]): Promise<string> =>
    run(
      key,
      onContribution(null, { kind: 'record', partnership, externalRef: null, statement: stated(given) }),
    );
  const ofTown = { payer: town, bringer: town, fundingSource: budget, stage: 'PAID' } as const;
  const ofOther = { payer: other, bringer: other, fundingSource: own, stage: 'PAID' } as const;
  await record('public', { ...ofTown, resource: cash('1000.00'), on: '2026-02-01' });
  await record('first', { ...ofOther, resource: cash('150.00'), on: '2025-02-01' });
  const known = (await folder.journal.head()).toString();
  await record('second', { ...ofOther, resource: cash('70.00'), on: '2026-02-01' });
  return known;
}

/** The lines of a text, blanks drawn together. */
const linesOf = (run: Run): string[] => {
  expect(run).toMatchObject({ code: 0, err: '' });
  return run.out.split('\n').map((line) => line.trim().replaceAll(/ {2,}/g, '  '));
};

describe('pledger figure --explain', () => {
  it('shows formula, terms, groups, and the events with their positions', async () => {
    const lines = linesOf(await desk.local('figure', 'l1', '--explain', ...AS_OF));
    expect(lines.slice(0, 7)).toEqual([
      'L1  Leverage: increase of the public budget  22.00 %',
      '(T + F) / P = 220.00 / 1000.00 = 0.2200000000000000',
      'numerator  220.00  T, F',
      '2025 T  150.00  1 leaf',
      '2026 T  70.00  1 leaf',
      'denominator  1000.00  PUBLIC, PUBLIC_HEALTH',
      '2026 PUBLIC  1000.00  1 leaf',
    ]);
    const events = lines.filter((line) => line.includes('PAID'));
    expect(events.map((line) => line.replace(/^\d+ \S+ /, '').trim())).toEqual([
      '1000.00  PUBLIC 2026 PAID  DENOMINATOR',
      '150.00  T 2025 PAID  NUMERATOR',
      '70.00  T 2026 PAID  NUMERATOR',
    ]);
    expect(events[1]).toMatch(new RegExp(`^${council} `));
  });

  it('shows one term and so many events as are asked for', async () => {
    const run = await desk.local(
      'figure',
      'L1',
      '--explain',
      '--term',
      'numerator',
      '--limit',
      '1',
      ...AS_OF,
    );
    const lines = linesOf(run);
    expect(lines.filter((line) => line.includes('ContributionRecorded'))).toHaveLength(1);
    expect(lines).toContain('and 1 more leaf: --limit, or pledger get');
  });

  it('is for one figure, and says so', async () => {
    expect(await desk.local('figure', '--explain', ...AS_OF)).toMatchObject({ code: 2 });
    const run = await desk.local('figure', 'L1', '--explain', '--limit', '0', ...AS_OF);
    expect(run).toMatchObject({ code: 2 });
    expect(run.err).toContain('--limit is 0');
  });
});

describe('pledger difference', () => {
  it('shows both figures, and causes, people and events that lead from one to the other', async () => {
    const lines = linesOf(await desk.local('difference', 'L1', '--from-known-as-of', council, ...AS_OF));
    expect(lines.slice(2, 6)).toEqual([
      'from  15.00 %  150.00  1000.00',
      'LATE  70.00  0.00',
      'to  22.00 %  220.00  1000.00',
      'change  70.00  0.00',
    ]);
    expect(lines).toContain('by officer  70.00  0.00');
    expect(lines).toContain(`${Number(council) + 1} LATE  70.00  0.00`);
  });

  it('says what is missing when the two are the same question', async () => {
    const run = await desk.local('difference', 'L1', ...AS_OF);
    expect(run.code).toBe(1);
    expect(run.err).toContain('fromEffectiveAsOf');
  });
});

it('both are the same from a service', async () => {
  const commands = [
    ['figure', 'L1', '--explain', ...AS_OF],
    ['difference', 'L1', '--from-known-as-of', council, ...AS_OF],
  ];
  const local: Run[] = [];
  for (const command of commands) local.push(await desk.local(...command));
  service = await desk.serve();
  try {
    for (const [index, command] of commands.entries()) {
      const run = await desk.run([...command, '--server', service.url, '--token', token]);
      expect(run).toEqual(local[index]);
    }
  } finally {
    await service.stop();
  }
});
