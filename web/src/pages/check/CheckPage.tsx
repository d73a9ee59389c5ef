import { useMutation } from '@tanstack/react-query';
import { Button, DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { useOrder } from '../../address';
import { DataTable } from '../../parts/DataTable';
import { Exporter, saveFile } from '../../parts/Exporter';
import { NodeLink } from '../../parts/links';
import { More } from '../../parts/More';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { capital, count, today } from '../../words/texts';
import { checkFile, fetchMarkedCopy, NotChecked, type Report } from './checkFile';
import { FINDING_COLUMNS, Findings } from './Findings';
import './check.css';

/** Checks a workbook: lists its errors and its changes, and offers a marked copy. Nothing is written. */
export function CheckPage() {
  const checking = useMutation({
    mutationFn: async (file: File) => ({ file, report: await checkFile(file) }),
  });
  const { data, error, isPending, variables } = checking;
  return (
    <article className="view">
      <title>Déposer un classeur – Cinq Axes</title>
      <h1>Déposer un classeur</h1>
      <p className="lead">
        Le classeur est lu et comparé au graphe ; rien n’est écrit, et le fichier n’est pas gardé. Pour
        l’appliquer, un responsable du service lance la commande <code>cinqaxes import</code>.
      </p>
      <DropZone
        className="drop"
        getDropOperation={() => 'copy'}
        onDrop={async ({ items }) => {
          const [item] = items.filter(isFileDropItem);
          if (item) checking.mutate(await item.getFile());
        }}
      >
        <Text slot="label">Glissez ici un classeur (.xlsx, .ods) ou un fichier CSV, ou choisissez-le :</Text>
        <FileTrigger
          acceptedFileTypes={['.xlsx', '.ods', '.csv']}
          onSelect={(files) => files?.[0] && checking.mutate(files[0])}
        >
          <Button className="button button-main">Choisir un fichier</Button>
        </FileTrigger>
        <a href="/export/xlsx?inEffect=true" download className="button">
          Télécharger le réseau en classeur
        </a>
        <a href={TEMPLATE} download className="button">
          Télécharger le modèle vide
        </a>
      </DropZone>
      <div role="status">
        {isPending && <p className="loading">Lecture de « {variables.name} »…</p>}
        {data && !isPending && <p className="hidden">{summary(data.report)}</p>}
      </div>
      {error && <CheckFailure error={error} />}
      {data && !isPending && <CheckReport file={data.file} report={data.report} />}
    </article>
  );
}

function CheckFailure({ error }: { error: Error }) {
  return (
    <section className="state state-failure" role="alert">
      <h2>Le fichier n’a pas pu être lu</h2>
      <p>
        {error instanceof NotChecked
          ? capital(error.message)
          : 'Le service ne répond pas : réessayez dans un instant.'}
      </p>
    </section>
  );
}

const TEMPLATE = '/check/template.xlsx';
const MAX_IDS = 100;

function CheckReport({ file, report }: { file: File; report: Report }) {
  const copy = useMutation({
    mutationFn: async () =>
      saveFile(await fetchMarkedCopy(file), `marque-${file.name.replace(/\.\w+$/, '')}.xlsx`),
  });
  const [order] = useOrder();
  const { errors, errorCount, warnings, warningCount, remarks } = report;
  return (
    <>
      <section className={errorCount ? 'state state-failure' : 'state'}>
        <h2>{summary(report)}</h2>
        {remarks.map((remark) => (
          <p key={remark}>{remark}.</p>
        ))}
        <p>
          {errorCount
            ? 'Rien ne peut être appliqué tant qu’il reste une erreur.'
            : 'Ce classeur peut être appliqué par la commande « cinqaxes import ».'}
        </p>
        {errorCount + warningCount > 0 && (
          <p className="row-line">
            <button type="button" className="button" onClick={() => copy.mutate()} disabled={copy.isPending}>
              Télécharger la copie marquée (.xlsx)
            </button>
            <Exporter
              exports={tableExports('erreurs', FINDING_COLUMNS, [...errors, ...warnings], 'Le relevé')}
              shown={{
                heading: file.name,
                title: '',
                area: '',
                choices: '',
                day: today(),
                order: order ?? undefined,
              }}
            />
          </p>
        )}
        {copy.error && <p role="alert">{capital(copy.error.message)}</p>}
      </section>
      {report.isOtherForm && <NextSteps file={file} />}
      {!report.isOtherForm && <Changes report={report} />}
      <Findings title="Erreurs" causes={report.errorCauses} findings={errors} total={errorCount} />
      <Findings
        title="Avertissements"
        isWeighed
        causes={report.warningCauses}
        findings={warnings}
        total={warningCount}
      />
      {errorCount + warningCount === 0 && <Empty>Chaque cellule est comprise.</Empty>}
    </>
  );
}

function summary({ file, errorCount, warningCount }: Report): string {
  const errors = errorCount ? count(errorCount, 'erreur') : 'aucune erreur';
  return `${file} : ${errors}, ${warningCount ? count(warningCount, 'avertissement') : 'aucun avertissement'}`;
}

/** Explains how to proceed with a list in another form: use a mapping, or begin with the template. */
function NextSteps({ file }: { file: File }) {
  return (
    <section className="state">
      <h2>Que faire de cette liste</h2>
      <ol>
        <li>
          Pour la lire telle qu’elle est, un responsable du service lance{' '}
          <code>cinqaxes mapping new "{file.name}"</code>. Cette commande propose une correspondance, qui dit
          quelle colonne va où dans notre classeur, et ce qui est à confirmer.
        </li>
        <li>
          Pour recopier ce que dit la liste, ou écrire vous-même, partez du{' '}
          <a href={TEMPLATE} download>
            modèle vide (.xlsx)
          </a>
          , puis déposez-le ici.
        </li>
      </ol>
    </section>
  );
}

/** Lists what an import would create, change, end and delete. */
function Changes({ report }: { report: Report }) {
  const { created, deleted, changed, changedCount, ended, unchanged } = report;
  const { restated, older, noLongerMentioned, leftNewer } = report;
  const rows = changed.flatMap(({ id, fields }) => fields.map((one) => ({ id, ...one })));
  return (
    <section>
      <h2>Ce qui changerait</h2>
      <ul>
        <Ids
          title={count(created.length, 'fiche créée', 'fiches créées')}
          ids={created.map(({ id }) => id)}
        />
        <li>{count(changedCount, 'fiche modifiée', 'fiches modifiées')}</li>
        <Ids title={`dont ${count(ended.length, 'terminée')}`} ids={ended} />
        <Ids
          title={count(deleted.length, 'fiche supprimée', 'fiches supprimées')}
          ids={deleted.map(({ id }) => id)}
        />
        <li>{count(unchanged, 'fiche inchangée', 'fiches inchangées')}</li>
        <Ids
          title={count(restated.length, 'fiche redite', 'fiches redites')}
          note=" à un jour plus récent"
          ids={restated}
        />
        <Ids
          title={count(older.length, 'fiche')}
          note=" dont le graphe garde des valeurs, plus récentes que le fichier"
          ids={older}
        />
        <Ids
          title={count(noLongerMentioned.length, 'fiche gardée', 'fiches gardées')}
          note=" que le fichier ne mentionne plus"
          ids={noLongerMentioned}
        />
        <Ids
          title={count(leftNewer.length, 'fiche laissée', 'fiches laissées')}
          note=" comme dans le graphe, plus récent que l’export"
          ids={leftNewer}
        />
      </ul>
      {rows.length > 0 && (
        <DataTable
          caption="Ce qui est modifié"
          rows={rows}
          rowKey={({ id, field, before, after }) => `${id} ${field} ${before} ${after}`}
          columns={[
            {
              id: 'id',
              size: 220,
              header: 'Fiche',
              accessorFn: ({ id }) => id,
              cell: ({
                row: {
                  original: { id },
                },
              }) => <NodeLink node={{ id, label: id }} />,
            },
            { id: 'field', size: 130, header: 'Colonne', accessorFn: ({ field }) => field },
            { id: 'before', size: 220, header: 'Avant', accessorFn: ({ before }) => before },
            { id: 'after', size: 220, header: 'Après', accessorFn: ({ after }) => after },
          ]}
        />
      )}
      <More total={changedCount} shown={changed.length} where="la commande les donne toutes" />
    </section>
  );
}

function Ids({ title, note = '', ids }: { title: string; note?: string; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <li>
      <details>
        <summary>
          {title}
          {note}
        </summary>
        {ids.slice(0, MAX_IDS).join(', ')}
        <More total={ids.length} shown={Math.min(ids.length, MAX_IDS)} />
      </details>
    </li>
  );
}
