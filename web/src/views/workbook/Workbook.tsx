import { useMutation } from '@tanstack/react-query';
import { Button, DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { DataTable } from '../../parts/DataTable';
import { Exporter, give } from '../../parts/Exporter';
import { NodeLink } from '../../parts/links';
import { More } from '../../parts/More';
import { Empty } from '../../parts/states';
import { type Column, tableExports } from '../../parts/table';
import { capital, count, number } from '../../words/texts';
import { check, type Finding, marked, NotChecked, type Report } from './check';
import './workbook.css';

/** Drop a workbook, read what is wrong with it and what it would change, take the marked copy back; nothing is written. */
export function View() {
  const checking = useMutation({ mutationFn: async (file: File) => ({ file, report: await check(file) }) });
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
          Prendre le réseau en classeur
        </a>
      </DropZone>
      <div role="status">
        {isPending && <p className="loading">Lecture de « {variables.name} »…</p>}
        {data && !isPending && <p className="hidden">{summary(data.report)}</p>}
      </div>
      {error && <NotRead error={error} />}
      {data && !isPending && <Told file={data.file} report={data.report} />}
    </article>
  );
}

function NotRead({ error }: { error: Error }) {
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

const IDS_SHOWN = 100;
const FINDINGS: readonly Column<Finding>[] = [
  { key: 'sheet', heading: 'Feuille', value: ({ sheet }) => sheet },
  { key: 'cell', heading: 'Cellule', value: ({ cell }) => cell },
  { key: 'column', heading: 'Colonne', value: ({ column }) => column },
  { key: 'value', heading: 'Ce qui s’y trouve', value: ({ value }) => value },
  { key: 'message', heading: 'Ce qui ne va pas, ce qui serait juste', value: ({ message }) => message },
];

function Told({ file, report }: { file: File; report: Report }) {
  const copy = useMutation({
    mutationFn: async () => give(await marked(file), `marque-${file.name.replace(/\.\w+$/, '')}.xlsx`),
  });
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
              Reprendre la copie marquée (.xlsx)
            </button>
            <Exporter exports={tableExports('erreurs', FINDINGS, [...errors, ...warnings], 'Le relevé')} />
          </p>
        )}
        {copy.error && <p role="alert">{capital(copy.error.message)}</p>}
      </section>
      <Changes report={report} />
      <Findings title="Erreurs" found={errors} total={errorCount} />
      <Findings title="Avertissements" found={warnings} total={warningCount} />
      {errorCount + warningCount === 0 && <Empty>Chaque cellule est comprise.</Empty>}
    </>
  );
}

function summary({ file, errorCount, warningCount }: Report): string {
  const errors = errorCount ? count(errorCount, 'erreur') : 'aucune erreur';
  return `${file} : ${errors}, ${warningCount ? count(warningCount, 'avertissement') : 'aucun avertissement'}`;
}

function Findings({ title, found, total }: { title: string; found: readonly Finding[]; total: number }) {
  if (total === 0) return null;
  return (
    <section>
      <h2>
        {title} ({number(total)})
      </h2>
      <DataTable
        caption={title}
        columns={FINDINGS}
        rows={found}
        rowKey={({ sheet, cell, column, message }) => `${sheet} ${cell} ${column} ${message}`}
      />
      <More total={total} shown={found.length} where="la copie marquée les porte tous" />
    </section>
  );
}

/** What an import would create, change, end and delete, by name where there are names. */
function Changes({ report }: { report: Report }) {
  const { created, deleted, changed, changedCount, ended, unchanged, noLongerMentioned, leftNewer } = report;
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
          title={count(noLongerMentioned.length, 'fiche gardée', 'fiches gardées')}
          why=" que le fichier ne mentionne plus"
          ids={noLongerMentioned}
        />
        <Ids
          title={count(leftNewer.length, 'fiche laissée', 'fiches laissées')}
          why=" comme dans le graphe, plus récent que l’export"
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
              key: 'id',
              heading: 'Fiche',
              value: ({ id }) => id,
              show: ({ id }) => <NodeLink node={{ id, label: id }} />,
            },
            { key: 'field', heading: 'Colonne', value: ({ field }) => field },
            { key: 'before', heading: 'Avant', value: ({ before }) => before },
            { key: 'after', heading: 'Après', value: ({ after }) => after },
          ]}
        />
      )}
      <More total={changedCount} shown={changed.length} where="la commande les donne toutes" />
    </section>
  );
}

function Ids({ title, why = '', ids }: { title: string; why?: string; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <li>
      <details>
        <summary>
          {title}
          {why}
        </summary>
        {ids.slice(0, IDS_SHOWN).join(', ')}
        <More total={ids.length} shown={Math.min(ids.length, IDS_SHOWN)} />
      </details>
    </li>
  );
}
