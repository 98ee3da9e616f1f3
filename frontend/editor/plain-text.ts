// "Platte tekst": every mark of the notes shown as it is typed, for who wants to see it all. The
// button stands beside the editor for as long as that is there; the choice stays on the device.
import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, type PluginValue, ViewPlugin } from "@codemirror/view";
import { button } from "../ground/dom";
import { keep, kept } from "../ground/shelf";
import { t } from "../ground/t";
import { viewsRow } from "./views-row";

const NAME = "plain-notes";
const setPlain = StateEffect.define<boolean>();

/** Whether the marks are shown plainly. */
export const isPlain = StateField.define<boolean>({
  create: () => kept<boolean>(NAME) === true,
  update: (plain, { effects }) => effects.reduce((last, one) => (one.is(setPlain) ? one.value : last), plain),
});

class PlainTextButton implements PluginValue {
  private readonly button = button(t("Platte tekst"), "button-small", () => this.toggle());

  constructor(private readonly view: EditorView) {
    this.button.title = t("Alle opmaaktekens tonen zoals ze getypt zijn");
    this.show(view.state.field(isPlain));
    view.state.facet(viewsRow)?.append(this.button);
  }

  destroy(): void {
    this.button.remove();
  }

  private toggle(): void {
    const plain = !this.view.state.field(isPlain);
    keep(NAME, plain);
    this.show(plain);
    this.view.dispatch({ effects: setPlain.of(plain) });
  }

  private show(plain: boolean): void {
    this.button.setAttribute("aria-pressed", String(plain));
  }
}

/** The choice, its looks and its button. */
export const plainText: Extension = [
  isPlain,
  EditorView.editorAttributes.compute([isPlain], (state) => ({ class: state.field(isPlain) ? "is-plain" : "" })),
  ViewPlugin.fromClass(PlainTextButton),
];
