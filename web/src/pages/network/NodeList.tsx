import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components';
import { useNavigate } from 'react-router';
import { useSharedSearch } from '../../address';
import { sheetAddress } from '../../parts/links';
import { NodeName } from '../../parts/NodeName';
import { byLinks, type NetworkNode } from './graph';

const LAYOUT = { estimatedRowHeight: 32 };

/** Lists the nodes of the drawing, most links first; arrows move through them, Enter opens a sheet. */
export function NodeList({
  nodes,
  selected,
  onSelect,
}: {
  nodes: readonly NetworkNode[];
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
}) {
  const navigate = useNavigate();
  const sharedSearch = useSharedSearch();
  return (
    <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
      <ListBox
        className="node-list"
        aria-label="Nœuds du dessin"
        items={byLinks(nodes)}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selected === undefined ? [] : [selected]}
        onSelectionChange={(keys) => onSelect([...keys].map(String)[0])}
        onAction={(id) => void navigate(sheetAddress(String(id), sharedSearch))}
      >
        {({ label, shownDegree }: NetworkNode) => (
          <ListBoxItem className="node-list-item" textValue={label}>
            <span>
              <NodeName label={label} />
            </span>{' '}
            <span className="note">{shownDegree}</span>
          </ListBoxItem>
        )}
      </ListBox>
    </Virtualizer>
  );
}
