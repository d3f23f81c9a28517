/** Events of a contribution without what no fact depends on: texts, documents, controls. Most have one event only. */
import type { Resource, Statement } from '#domain/contribution/events';
import type { WeighingEvent } from '#domain/figures/life';

export function slim(event: WeighingEvent): WeighingEvent {
  return slimmed(event) as WeighingEvent;
}

function slimmed(event: WeighingEvent): object {
  switch (event.type) {
    case 'ContributionRecorded':
    case 'ContributionPledged': {
      const { type, data } = event;
      const { partnership, value, admissible, statement } = data;
      const schedule = 'schedule' in data ? { schedule: data.schedule, expiresOn: null } : {};
      return {
        type,
        data: { partnership, value, admissible, statement: slimStatement(statement), ...schedule },
      };
    }
    case 'ContributionCorrected': {
      const { value, admissible, statement } = event.data;
      return { type: event.type, data: { value, admissible, statement: slimStatement(statement) } };
    }
    case 'PledgeRevised': {
      const { resource, value, admissible, schedule, effectiveOn } = event.data;
      return {
        type: event.type,
        data: { resource: slimResource(resource), value, admissible, schedule, effectiveOn },
      };
    }
    case 'ContributionCommitted':
    case 'ContributionDelivered':
    case 'ContributionPaid': {
      const { value, quantity, effective, from } = event.data;
      return { type: event.type, data: { value, quantity, effective, from, accounting: null } };
    }
    case 'EvidenceAttached':
      return { type: event.type, data: { document: {} } };
    case 'ContributionVerified': {
      const { claimed, cut, onAppeal, admitted, pieces } = event.data;
      return { type: event.type, data: { claimed, cut, onAppeal, admitted, pieces } };
    }
    case 'ContributionRejected': {
      const { claimed, cut, onAppeal } = event.data;
      return { type: event.type, data: { claimed, cut, onAppeal } };
    }
    case 'ContributionConfirmed':
    case 'ContributionContested':
    case 'ContestResolved':
      return { type: event.type, data: {} };
    default:
      return event;
  }
}

function slimStatement(statement: Statement): object {
  const { payer, bringer, receiver, fundingSource, stage, effective, dating, fundedBy, usersArea, place } =
    statement;
  return {
    ...{ payer, bringer, receiver, fundingSource, stage, effective, dating, fundedBy, usersArea },
    resource: slimResource(statement.resource),
    place: place === null ? null : { istat: place.istat },
    // Only whether there are any.
    evidence: statement.evidence.map(() => ({})),
  };
}

function slimResource(resource: Resource): object {
  if (resource.kind === 'CASH') {
    return { kind: resource.kind, nature: resource.nature, userPart: resource.userPart };
  }
  const { kind, valuation } = resource;
  const quantity =
    'minutes' in resource
      ? { minutes: resource.minutes }
      : { quantity: resource.quantity, unit: resource.unit };
  const own =
    resource.kind === 'PAID_STAFF'
      ? { reimbursedBp: resource.reimbursedBp }
      : resource.kind === 'VOLUNTEER_TIME'
        ? { registered: resource.registered }
        : {};
  return { kind, ...quantity, ...own, valuation: slimValuation(valuation) };
}

function slimValuation(valuation: Exclude<Resource, { kind: 'CASH' }>['valuation']): object | null {
  if (valuation === null) return null;
  const { method, version, inputs, level, rate, other } = valuation;
  return { method, version, inputs, level, rate, other };
}
