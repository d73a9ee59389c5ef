/** How to reach the service that runs this instance, as its setting says it. */
export function contact(): string {
  const told = document.querySelector('meta[name="contact"]')?.getAttribute('content');
  return told || 'le service qui vous a donné l’adresse de cette console';
}
