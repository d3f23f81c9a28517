/** What must be known of the rest of the ledger before a command on a contribution can be decided. */
import type { Reference } from '../decider.ts';
import type { RejectionCode } from '../rejections.ts';
import { isMethodHere } from '../valuation-method/decider.ts';
import type { ContributionCommand } from './commands.ts';
import type { ContributionState } from './state.ts';
import type { AskedStatement } from './statement.ts';

export function referencesOf(command: ContributionCommand, state: ContributionState): readonly Reference[] {
  switch (command.kind) {
    case 'record':
    case 'pledge':
      return [
        ...inPartnership(command.partnership),
        ...ofStatement(command.statement, '', command.statement),
      ];
    case 'declare': {
      const { bringer, receiver } = command.declaration;
      return [...inPartnership(command.partnership), ...parties({ bringer, receiver }, '')];
    }
    default:
      return state.phase === 'absent' ? [] : [...ofRecord(state.partnership), ...ofChange(command, state)];
  }
}

/** The partnership and its calendar: whatever enters is tied to both. */
function inPartnership(id: string): Reference[] {
  return [
    { aggregate: 'partnership', id, pointer: '/partnership', missing: 'PARTNERSHIP_UNKNOWN' },
    { aggregate: 'period', id, pointer: '/partnership', missing: null },
  ];
}

function ofRecord(id: string): Reference[] {
  return inPartnership(id).map((reference) => ({ ...reference, missing: null }));
}

function ofChange(
  command: ContributionCommand,
  state: Exclude<ContributionState, { phase: 'absent' }>,
): readonly Reference[] {
  const statement = 'statement' in state ? state.statement : undefined;
  switch (command.kind) {
    case 'correct': {
      const whole = statement === undefined ? undefined : { ...statement, ...command.changes };
      return ofStatement(command.changes, '/changes', whole);
    }
    case 'reclassify':
      return named('funding-source', command.fundingSource, '/fundingSource', 'FUNDING_SOURCE_UNKNOWN');
    case 'recover':
      return parties({ from: command.from }, '');
    case 'revisePledge':
      return ofMethods(command.resource, '');
    case 'verify':
      return statement === undefined ? [] : known('funding-source', statement.fundingSource);
    case 'commit':
    case 'deliver':
    case 'pay': {
      if (statement === undefined) return [];
      const { payer, receiver, resource } = statement;
      return [...known('party', payer), ...known('party', receiver), ...ofMethods(resource, '')];
    }
    default:
      return [];
  }
}

/** As much of a statement, asked for or kept, as names something. */
interface Whole {
  readonly payer: string;
  readonly fundingSource: string;
  readonly fundedBy?: readonly { readonly contribution: string }[];
  readonly resource: Naming;
}

interface Naming {
  readonly kind: string;
  readonly valuation?: {
    readonly method: string;
    readonly other?: { readonly method: string } | null;
  } | null;
}

/** What the stated members name, and what is needed besides to look at the `whole` statement. */
function ofStatement(
  stated: Partial<AskedStatement>,
  at: string,
  whole: Whole | undefined,
): readonly Reference[] {
  const { payer, bringer, receiver, fundingSource } = stated;
  const source = named('funding-source', fundingSource, `${at}/fundingSource`, 'FUNDING_SOURCE_UNKNOWN');
  const fundings = (whole?.fundedBy ?? []).flatMap(({ contribution }, index) =>
    named('contribution', contribution, `${at}/fundedBy/${index}/contribution`, 'CONTRIBUTION_UNKNOWN'),
  );
  return [
    ...parties({ payer, bringer, receiver }, at),
    ...(payer === undefined ? known('party', whole?.payer) : []),
    ...(source.length > 0 ? source : known('funding-source', whole?.fundingSource)),
    ...fundings,
    ...ofMethods(whole?.resource, at),
  ];
}

function parties(members: Readonly<Record<string, string | null | undefined>>, at: string): Reference[] {
  return Object.entries(members).flatMap(([member, id]) =>
    named('party', id, `${at}/${member}`, 'PARTY_UNKNOWN'),
  );
}

function ofMethods(resource: Naming | undefined, at: string): Reference[] {
  const valuation = resource?.valuation ?? null;
  if (valuation === null) return [];
  const other = valuation.other?.method;
  return [
    ...localMethod(valuation.method, `${at}/resource/valuation/method`),
    ...(other === undefined ? [] : localMethod(other, `${at}/resource/valuation/other/method`)),
  ];
}

function localMethod(id: string, pointer: string): Reference[] {
  return isMethodHere(id) ? named('valuation-method', id, pointer, 'METHOD_UNKNOWN') : [];
}

function named(
  aggregate: Reference['aggregate'],
  id: string | null | undefined,
  pointer: string,
  missing: RejectionCode,
): Reference[] {
  return id ? [{ aggregate, id, pointer, missing }] : [];
}

/** Named before, so it exists; its state is needed. */
function known(aggregate: Reference['aggregate'], id: string | null | undefined): Reference[] {
  return id ? [{ aggregate, id, pointer: '', missing: null }] : [];
}

/** Whether what others have claimed bears on the command: hours, documents, money drawn, sums of the partnership. */
export function needsClaims(command: ContributionCommand): boolean {
  switch (command.kind) {
    case 'record':
    case 'pledge': {
      const { resource, fundedBy = [], evidence } = command.statement;
      const person = 'person' in resource && (resource.person ?? null) !== null;
      return person || fundedBy.length > 0 || evidence.length > 0;
    }
    case 'declare':
      return command.declaration.evidence.length > 0;
    case 'correct':
    case 'reverse':
    case 'verify':
    case 'attachEvidence':
    case 'deliver':
    case 'recover':
    case 'reverseMovement':
      return true;
    default:
      return false;
  }
}
