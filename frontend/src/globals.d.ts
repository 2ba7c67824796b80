declare module "@alpinejs/csp" {
  interface Alpine {
    data(name: string, factory: (...args: never[]) => object): void;
    start(): void;
  }
  const alpine: Alpine;
  export default alpine;
}

interface LiveDetail {
  /** Ids of the incidents that are new or changed and that this user may see. */
  incidents: string[];
  /** How many more there were than are named. */
  more: number;
}

interface DocumentEventMap {
  "sipks:live": CustomEvent<LiveDetail>;
}

interface HTMLElementEventMap {
  "sipks:live": CustomEvent<LiveDetail>;
}
