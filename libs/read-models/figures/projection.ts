/**
 * Facts with the positions between which they were known. Recording adds facts, moving on adds the next, a correction
 * ends them and adds those of the restated life, a reversal adds their opposites.
 */
import type { DatabaseSync } from 'node:sqlite';
import { factsOfImpliedBase } from '#domain/figures/facts';
import { factsOfLife, lived, restates, type Life, type WeighingEvent } from '#domain/figures/life';
import { centsOf } from '#domain/money';
import type { ImpliedPublicBase, PartnershipProfile } from '#domain/partnership/events';
import { idOf } from '../domain-events.ts';
import type { Apply, Projection } from '../runtime/projection.ts';
import { FactTable, LinkTable, NameTable, SCHEMA, SourceTable, SubjectTable, TABLES } from './tables.ts';

export const figuresProjection: Projection = {
  name: 'figures',
  version: 2,
  schema: SCHEMA,
  tables: TABLES,
  open,
};

interface Tables {
  readonly names: NameTable;
  readonly links: LinkTable;
  readonly sources: SourceTable;
  readonly subjects: SubjectTable;
  readonly facts: FactTable;
}

function open(db: DatabaseSync): Apply {
  const tables: Tables = {
    names: new NameTable(db),
    links: new LinkTable(db),
    sources: new SourceTable(db),
    subjects: new SubjectTable(db),
    facts: new FactTable(db),
  };
  const { sources } = tables;
  return ({ event, envelope, position }) => {
    const id = idOf(envelope.stream);
    switch (event.type) {
      // The origins of a source never change, so its correction moves no figure.
      case 'FundingSourceRegistered':
        return sources.add(id, event.data);
      // Nor does the link of a partnership to what came before it.
      case 'PartnershipRegistered':
        return follow(tables, id, event.data, position);
      case 'PublicBaseImplied':
        return implyBase(tables, id, event.data, position);
      case 'PublicBaseWithdrawn':
        return withdrawBase(tables, id, position);
      case 'ContributionRecorded':
      case 'ContributionPledged':
      case 'PledgeRevised':
      case 'PledgeReleased':
      case 'PledgeExpired':
      case 'ContributionCommitted':
      case 'ContributionDelivered':
      case 'ContributionPaid':
      case 'MovementReversed':
      case 'ContributionVerified':
      case 'ContributionRejected':
      case 'ContributionCorrected':
      case 'ContributionReclassified':
      case 'ContributionReversed':
      case 'FundsRecovered':
        return liveOn(tables, id, event, position);
      // What is declared has no value, a word or a document none either, and a transfer weighs zero.
      case 'RelationalResourceDeclared':
      case 'EvidenceAttached':
      case 'ContributionConfirmed':
      case 'ContributionContested':
      case 'ContestResolved':
      case 'RecoveryWaived':
      case 'ResourceTransferred':
      case 'TransferReversed':
      case 'FundingSourceCorrected':
      case 'PartyRegistered':
      case 'PartyCorrected':
      case 'PartyStatusChecked':
      case 'AidGranted':
      case 'PartnershipCorrected':
      case 'ConventionSigned':
      case 'ConventionAmended':
      case 'ConventionTerminated':
      case 'PartnerAdmitted':
      case 'PartnerWithdrawn':
      case 'PeriodClosingStarted':
      case 'PeriodClosingAbandoned':
      case 'PeriodStreamsListed':
      case 'PeriodClosed':
      case 'PeriodReopened':
      case 'ValuationMethodProposed':
      case 'ValuationMethodAdopted':
      case 'ValuationMethodRetired':
      case 'ReferenceRatePublished':
        return undefined;
    }
  };
}

function follow(
  { names, links }: Tables,
  id: string,
  { follows }: PartnershipProfile,
  position: bigint,
): void {
  if (follows !== null) links.add(position, names.codeOf(id), names.codeOf(follows.partnership));
}

function implyBase(
  { names, subjects, facts }: Tables,
  id: string,
  base: ImpliedPublicBase,
  position: bigint,
): void {
  const partnership = names.codeOf(id);
  const subject = subjects.find(id)?.id ?? subjects.add(id, { partnership, facts: 0, life: [] });
  const added = factsOfImpliedBase(base, centsOf(base.amount.amount));
  facts.add({ subject, partnership, bringer: names.codeOf('') }, position, added);
}

function withdrawBase({ subjects, facts }: Tables, id: string, position: bigint): void {
  const subject = subjects.find(id);
  if (subject !== null) facts.end(subject.id, position);
}

/** A contribution lives on: its facts are derived from all that has weighed in its life, and what is new is added. */
function liveOn(tables: Tables, id: string, event: WeighingEvent, position: bigint): void {
  const { names, sources, subjects, facts } = tables;
  if (event.type === 'ContributionRecorded' || event.type === 'ContributionPledged') {
    const partnership = names.codeOf(event.data.partnership);
    const life = lived(null, event);
    const first = factsOfLife(life, (source) => sources.get(source));
    const subject = subjects.add(id, { partnership, facts: first.length, life: [event] });
    return facts.add({ subject, partnership, bringer: bringerOf(life, names) }, position, first);
  }
  const subject = subjects.find(id);
  // A relational declaration withdrawn: there never was a fact.
  if (subject === null) return undefined;
  const events = [...subject.life, event];
  const life = events.reduce<Life | null>(lived, null) as Life;
  const all = factsOfLife(life, (source) => sources.get(source));
  if (restates(event)) facts.end(subject.id, position);
  const added = restates(event) ? all : all.slice(subject.facts);
  subjects.update({ id: subject.id, facts: all.length, life: events });
  const { partnership } = subject;
  return facts.add({ subject: subject.id, partnership, bringer: bringerOf(life, names) }, position, added);
}

function bringerOf({ standing }: Life, names: NameTable): number {
  return names.codeOf(standing.statement.bringer);
}
