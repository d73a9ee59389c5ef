/** Reads the contact that the operator of this instance has set. */
export function contact(): string {
  const contact = document.querySelector('meta[name="contact"]')?.getAttribute('content');
  return contact || 'le service qui vous a donné l’adresse de cette console';
}
