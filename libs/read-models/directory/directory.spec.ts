/** The directory: parties, sources and partnerships as they were at any position, as they were registered. */
import { describe, expect, it } from '@jest/globals';
import {
  baseImplied,
  baseWithdrawn,
  decoded,
  partnershipRegistered,
  partyRegistered,
  recorded,
  sourceRegistered,
} from '../../../test/support/history.ts';
import { asking } from '../../../test/support/read-models.ts';
import { PositionAhead } from '../runtime/read-model-file.ts';
import { Directory } from './directory.ts';
import { directoryProjection } from './projection.ts';

const YEARS = { from: '2009-01-01', to: '2018-12-31' };
const ITEMS = decoded([
  partyRegistered('p1', 'Comune di Lecco'),
  partnershipRegistered('first', { title: 'Prima' }),
  partyRegistered('p2', 'Cooperativa sociale'),
  sourceRegistered('municipal', { fundCode: 'FNPS' }),
  partnershipRegistered('second', { title: 'Seconda' }),
  baseImplied('first', 500_00n, YEARS),
  recorded('a', 'first', 100_00n),
  baseWithdrawn('first'),
  partyRegistered('p3', 'Fondazione'),
]);

function withDirectory<Result>(ask: (directory: Directory) => Result): Result {
  return asking(directoryProjection, ITEMS, (reader) => ask(new Directory(reader)));
}

describe('the directory', () => {
  it('keeps each record as it was registered', () => {
    withDirectory((directory) => {
      expect(directory.find('party', 'p1').record).toEqual({
        id: 'p1',
        revision: 0,
        document: {
          kind: 'PUBLIC_BODY',
          legalName: 'Comune di Lecco',
          standsFor: null,
          taxCode: null,
          ipaCode: null,
        },
      });
      expect(directory.find('funding-source', 'municipal').record?.document).toEqual({
        title: 'Fondi comunali',
        originShares: [{ origin: 'MUNICIPALITY', bp: 10_000 }],
        fundCode: 'FNPS',
        repayable: false,
      });
    });
  });

  it('lists a kind in order of registration, by page, without a gap or a repeat', () => {
    withDirectory((directory) => {
      const first = directory.list('party', { after: 0, limit: 2 });
      expect(first.records.map(({ id }) => id)).toEqual(['p1', 'p2']);
      const rest = directory.list('party', { after: first.next ?? 0, limit: 2 });
      expect(rest.records.map(({ id }) => id)).toEqual(['p3']);
      expect([rest.next, rest.position]).toEqual([null, 9n]);
      expect(directory.list('party', { after: 0, limit: 3 }).next).toBeNull();
    });
  });

  it('at an earlier position knows no more than was known then', () => {
    withDirectory((directory) => {
      const known = (position: bigint) =>
        directory.list('party', { after: 0, limit: 10, position }).records.map(({ id }) => id);
      expect([0n, 1n, 2n, 3n, 8n, 9n].map(known)).toEqual([
        [],
        ['p1'],
        ['p1'],
        ['p1', 'p2'],
        ['p1', 'p2'],
        ['p1', 'p2', 'p3'],
      ]);
      expect(directory.find('party', 'p2', 2n)).toEqual({ record: null, position: 9n });
    });
  });

  it('refuses a position that is not folded yet instead of guessing', () => {
    withDirectory((directory) => {
      expect(() => directory.find('party', 'p1', 10n)).toThrow(PositionAhead);
      expect(() => directory.list('party', { after: 0, limit: 1, position: 10n })).toThrow(PositionAhead);
    });
  });

  it('shows a partnership with its implied base between implication and withdrawal, in its old place', () => {
    withDirectory((directory) => {
      const base = (position?: bigint) => {
        const { record } = directory.find('partnership', 'first', position);
        return [record?.revision, record?.document.impliedPublicBase?.amount.amount ?? null];
      };
      expect([2n, 5n, 6n, 7n, 8n, undefined].map(base)).toEqual([
        [0, null],
        [0, null],
        [1, '500.00'],
        [1, '500.00'],
        [2, null],
        [2, null],
      ]);
      const listed = (position: bigint) =>
        directory
          .list('partnership', { after: 0, limit: 10, position })
          .records.map(({ document }) => document.title);
      expect(listed(6n)).toEqual(['Prima', 'Seconda']);
      expect(listed(8n)).toEqual(['Prima', 'Seconda']);
    });
  });

  it('keeps kinds apart and does not confuse an id with another kind’s', () => {
    withDirectory((directory) => {
      expect(directory.find('party', 'first').record).toBeNull();
      expect(directory.list('funding-source', { after: 0, limit: 10 }).records).toHaveLength(1);
    });
  });
});
