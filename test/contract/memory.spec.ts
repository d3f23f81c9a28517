/** The log in memory keeps the contract, but for what only a store with a file can. */
import { eventLogContract } from '#event-log/event-log.contract';
import { MemoryEventLog } from '#event-log/memory-event-log';

eventLogContract(
  'memory',
  async () => {
    let now = '1970-01-01T00:00:00.000Z';
    const log = new MemoryEventLog({ origin: 'ledger.example/memory', clock: () => now });
    return {
      log,
      secondClient: async () => log.client(),
      reopen: async () => {
        throw new Error('a log in memory has nothing to open again');
      },
      setClock: (instant) => {
        now = instant;
      },
      dispose: () => log.close(),
    };
  },
  {
    durable: 'it keeps nothing when it is closed',
    refusesTampering: 'there is no file behind it that anyone could change',
  },
);
