import { contact, toContact } from './contact';

/** Summarises docs/donnees_personnelles.md. */
export function PrivacyPage() {
  return (
    <article className="view prose">
      <title>Données personnelles – Cinq Axes</title>
      <h1>Données personnelles</h1>
      <p>
        Le service qui exploite cette instance est responsable du traitement. Pour le joindre, lui et son
        délégué à la protection des données : {contact()}.
      </p>
      <h2>Ce qui est personnel</h2>
      <p>
        Les formatrices et formateurs : nom, contact, structure de rattachement, territoires d’intervention,
        qualifications. Aucun nom de victime, de plaignant ou d’agent n’a sa place dans le graphe.
      </p>
      <h2>Finalité</h2>
      <p>
        Savoir qui peut former à la prévention des discriminations, où et pour quel public, et qui l’a fait.
      </p>
      <h2>Base</h2>
      <p>
        La mission d’intérêt public du service (RGPD, article 6.1.e) ; pour montrer un nom à tous, l’accord de
        la personne, qu’elle peut retirer.
      </p>
      <h2>Qui voit quoi</h2>
      <p>
        Sans droits, un formateur qui n’a pas donné son accord se lit « Formateur·rice » : ni nom ni contact,
        dans les vues, la recherche, le réseau, les exports et les erreurs. Un effectif formé de moins de 5
        personnes se lit « moins de 5 ».
      </p>
      <h2>Durée</h2>
      <p>
        Tant que la personne intervient, puis cinq ans après la fin de sa dernière qualification ou session
        (durée proposée, que le service décide).
      </p>
      <h2>Cette console</h2>
      <p>
        Elle ne dépose aucun cookie et ne contacte aucune autre adresse. Votre navigateur garde seulement le
        thème et le territoire choisis, et les vues que vous enregistrez. Un classeur déposé est lu, puis
        effacé ; rien n’en est gardé.
      </p>
      <h2>Vos droits</h2>
      <p>
        Accès, rectification, effacement, limitation, opposition : écrivez {toContact()}. Si sa réponse ne
        vous convient pas, vous pouvez saisir la Commission nationale de l’informatique et des libertés
        (cnil.fr).
      </p>
    </article>
  );
}
