import { useDeferredValue, useState } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useAnswer } from '../api/useAnswer';
import type { SearchKind } from '../generated/schema';
import { SearchDocument } from './search.generated';

const AT_MOST = 12;

interface Props {
  readonly label: string;
  readonly kinds: readonly SearchKind[];
  readonly onPick: (id: string) => void;
}

/** Choose a thing of the graph by typing a part of its name. */
export function NodePicker({ label, kinds, onPick }: Props) {
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const { result } = useAnswer(SearchDocument, { text: asked, kinds: [...kinds], first: AT_MOST }, asked.length > 1);
  const hits = asked.length > 1 ? (result.data?.search?.edges.map(({ node }) => node) ?? []) : [];
  return (
    <ComboBox
      className="field picker"
      items={hits}
      inputValue={text}
      onInputChange={setText}
      onSelectionChange={(key) => {
        if (key === null) return;
        onPick(String(key));
        setText('');
      }}
      menuTrigger="input"
      allowsEmptyCollection={asked.length > 1 && !result.isFetching}
    >
      <Label>{label}</Label>
      <div className="picker-line">
        <Input placeholder="Commencez à écrire un nom" />
        <Button className="button" aria-label={`Montrer les propositions : ${label}`}>
          ▾
        </Button>
      </div>
      <Popover className="popover">
        <ListBox className="menu-list" renderEmptyState={() => <span className="menu-item">Rien ne correspond.</span>}>
          {(node: { id: string; label: string }) => (
            <ListBoxItem className="menu-item" textValue={node.label}>
              {node.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
