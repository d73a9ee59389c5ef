/** The sources of the pages, as given in the footer, pictures and prints. */
export const SOURCES =
  'Territoires et contrats de ville : données officielles (Etalab, INSEE, ANCT, IGN) ; ce qui porte « démonstration » est fictif.';
