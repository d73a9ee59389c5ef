import { toContact } from './contact';

/** The declaration required by article 47 of the law of 11 February 2005. */
export function AccessibilityPage() {
  return (
    <article className="view prose">
      <title>Déclaration d’accessibilité – Cinq Axes</title>
      <h1>Déclaration d’accessibilité</h1>
      <p>
        Le service qui exploite cette instance s’engage à rendre la console accessible, conformément à
        l’article 47 de la loi n° 2005-102 du 11 février 2005. Cette déclaration s’applique à la console Cinq
        Axes, à l’adresse où vous la lisez.
      </p>
      <h2>État de conformité</h2>
      <p>
        La console est <strong>non conforme</strong> au référentiel général d’amélioration de l’accessibilité
        (RGAA, version 4.1) : aucun audit de ses 106 critères n’a été fait. Ce n’est pas le constat qu’ils ne
        sont pas respectés.
      </p>
      <h2>Ce qui a été vérifié, et comment</h2>
      <p>À chaque changement, dans un vrai navigateur (Chromium), par des essais automatiques :</p>
      <ul>
        <li>
          l’outil <span lang="en">axe-core</span> ne trouve aucun défaut de niveau A ou AA (WCAG 2.0 à 2.2) ni
          de bonne pratique sur aucune vue, à 1 280 et à 320 pixels de large ; les contrastes et les liens
          sont vérifiés en thème clair et en thème sombre ; de l’explorateur, seul le cadre est examiné ;
        </li>
        <li>
          le parcours d’un agent, de la couverture à la fiche d’un acteur, à la recherche et au réseau, se
          fait au clavier seul ; la carte se parcourt aux flèches, le dessin du réseau par sa liste ;
        </li>
        <li>
          une case de la couverture ne redit ni son territoire ni son axe : les en-têtes de sa ligne et de sa
          colonne les donnent, une fois ;
        </li>
        <li>
          à 320 pixels de large, seuls les tableaux de données défilent de côté ; les boutons et les autres
          cibles mesurent au moins 24 pixels, sauf les liens dans un texte ;
        </li>
        <li>
          le texte peut être deux fois plus grand sur la couverture, les acteurs mobilisés et une fiche ;
        </li>
        <li>
          avec les couleurs imposées par le lecteur (contraste élevé), les signes des états, les barres et les
          légendes restent distincts ;
        </li>
        <li>rien ne se déplace pendant que les vues principales se chargent ;</li>
        <li>
          rien ne bouge de soi-même : le défilement des années ne démarre qu’à votre demande, s’arrête quand
          vous le voulez, et à l’année en cours.
        </li>
      </ul>
      <p>
        Un essai automatique ne voit qu’une partie des défauts. Aucun lecteur d’écran n’a servi à ces essais :
        ils lisent ce qu’un lecteur d’écran recevrait.
      </p>
      <h2>Contenus non accessibles</h2>
      <ul>
        <li>
          du dessin du réseau, seule la liste voisine se parcourt au clavier ; le tableau dit les liens ;
        </li>
        <li>
          l’explorateur (<span lang="en">GraphiQL</span>) est un logiciel tiers en anglais, destiné aux
          analystes ; son accessibilité n’est pas garantie ;
        </li>
        <li>les messages techniques de l’API sont en anglais, et signalés comme tels ;</li>
        <li>les classeurs exportés n’ont pas été vérifiés.</li>
      </ul>
      <h2>Établissement de cette déclaration</h2>
      <p>
        Elle a été établie le 25 novembre 2026 et mise à jour le 1er décembre 2026, par l’équipe qui développe
        Cinq Axes, d’après les essais ci-dessus. Techniques : HTML, CSS, JavaScript, SVG, WebGL, WAI-ARIA.
      </p>
      <h2>Retour d’information et contact</h2>
      <p>
        Si vous ne pouvez pas accéder à un contenu, écrivez {toContact()} : il vous donnera le contenu sous
        une autre forme, et transmettra le défaut.
      </p>
      <h2>Voies de recours</h2>
      <p>
        Si vous avez signalé un défaut qui vous empêche d’accéder à un contenu et n’avez pas reçu de réponse
        satisfaisante, vous pouvez écrire au Défenseur des droits (defenseurdesdroits.fr), contacter son
        délégué dans votre région, ou lui écrire, sans timbre : Défenseur des droits, Libre réponse 71120,
        75342 Paris CEDEX 07.
      </p>
    </article>
  );
}
