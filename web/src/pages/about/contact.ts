const SERVICE = 'service qui vous a donné l’adresse de cette console';

/** Names the contact that the operator of this instance has set, else the service that gave the address. */
export function contact(): string {
  return stated() || `le ${SERVICE}`;
}

/** Names it behind « écrivez »: « à lcd@exemple.fr », « au service qui… ». */
export function toContact(): string {
  const set = stated();
  return set ? `à ${set}` : `au ${SERVICE}`;
}

function stated(): string {
  return document.querySelector('meta[name="contact"]')?.getAttribute('content') ?? '';
}
