/** Where what pages show comes from, as the footer, pictures and prints say it. */
export const SOURCES =
  'Territoires et contrats de ville : données officielles (Etalab, INSEE, ANCT, IGN) ; ce qui porte « démonstration » est fictif.';
