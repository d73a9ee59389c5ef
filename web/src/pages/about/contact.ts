const SERVICE = 'service qui vous a donné l’adresse de cette console';

/** Returns the contact set by the operator of this instance, or else a reference to the host service. */
export function contact(): string {
  return stated() || `le ${SERVICE}`;
}

/** Returns the contact to follow « écrivez »: « à lcd@exemple.fr », « au service qui… ». */
export function toContact(): string {
  const set = stated();
  return set ? `à ${set}` : `au ${SERVICE}`;
}

function stated(): string {
  return document.querySelector('meta[name="contact"]')?.getAttribute('content') ?? '';
}
