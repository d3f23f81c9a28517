/** How every stored event of the domain is decoded: what projections fold. */
import { AGGREGATES, type LedgerEvent } from '#domain/aggregates';
import type { AggregateName } from '#domain/decider';
import type { RecordedEvent } from '#event-log/envelope';
import { decode, type Decoded, type Schemas } from '#event-sourcing/codec';

export type { LedgerEvent } from '#domain/aggregates';

const SCHEMAS: Schemas = Object.assign(
  {},
  ...Object.values(AGGREGATES).map(({ schemas }) => schemas),
) as Schemas;

/** Throws `UnknownEvent`: a projection that meets one stops. */
export function decodeLedgerEvent(recorded: RecordedEvent): Decoded<LedgerEvent> {
  return decode<LedgerEvent>(SCHEMAS, recorded);
}

/** The id of the aggregate in a stream name such as `funding-source-<uuid>`; ids hold no other hyphenated prefix. */
export function idOf(stream: string): string {
  return partsOf(stream).id;
}

/** Which aggregate a stream is of. */
export function aggregateOf(stream: string): AggregateName {
  return partsOf(stream).aggregate;
}

function partsOf(stream: string): { readonly aggregate: AggregateName; readonly id: string } {
  const [, aggregate, id] = STREAM.exec(stream) ?? [];
  if (aggregate === undefined || id === undefined) {
    throw new TypeError(`${stream} is no stream of an aggregate`);
  }
  return { aggregate: aggregate as AggregateName, id };
}

const STREAM = new RegExp(`^(${Object.keys(AGGREGATES).join('|')})-(.+)$`);
