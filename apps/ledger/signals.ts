/** In-process news that a read model has moved on. Carried by the EventBus, which keeps neither order nor errors. */
export class ReadModelAdvanced {
  readonly name: string;
  readonly position: bigint;

  constructor(name: string, position: bigint) {
    this.name = name;
    this.position = position;
  }
}
