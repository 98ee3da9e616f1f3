// State that redraws only what shows it: a component is drawn again when a signal changes that it read while it was
// drawn, or when its properties do. @preact/signals promises the same and more, with its own 2 kB and the hooks'; a
// phone that takes part needs neither. Whoever draws with signals takes them from here, before it draws anything.
import { effect } from "@preact/signals-core";
import { Component, type ComponentChildren, type ComponentType, Fragment, options, type VNode } from "preact";

export { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";

type Properties = Readonly<Record<string, unknown>>;
type Drawn = ComponentChildren;

/** What a component of ours becomes when it is drawn. */
abstract class Watching extends Component<Properties> {
  private stop: () => void = () => undefined;

  protected abstract draw(properties: Properties): Drawn;

  override shouldComponentUpdate(next: Properties, state: object): boolean {
    return state !== this.state || differ(this.props, next);
  }

  override componentWillUnmount(): void {
    this.stop();
  }

  // The effect's first run draws, and so knows what was read; its second one, when some of that changed, only asks
  // for another drawing, which watches anew.
  override render(properties: Properties): Drawn {
    let drawn: Drawn = null;
    let done = false;
    this.stop();
    this.stop = effect(() => {
      if (done) this.setState({});
      else drawn = this.draw(properties);
      done = true;
    });
    return drawn;
  }
}

const watchers = new WeakMap<object, ComponentType>();

function watching(draw: (properties: Properties) => Drawn): ComponentType {
  const known = watchers.get(draw);
  if (known !== undefined) return known;
  class Watcher extends Watching {
    protected draw(properties: Properties): Drawn {
      return draw(properties);
    }
  }
  const made = Watcher as ComponentType;
  watchers.set(draw, made);
  watchers.set(made, made);
  return made;
}

function differ(before: Properties, after: Properties): boolean {
  return [...Object.keys(before), ...Object.keys(after)].some((name) => before[name] !== after[name]);
}

// Preact's own place for this: it hears of everything that is about to be drawn. We write functions only, so that
// every other component is Preact's.
const before = options.vnode;
options.vnode = (node: VNode) => {
  const { type } = node;
  if (typeof type === "function" && type !== Fragment) node.type = watching(type as (properties: object) => Drawn);
  before?.(node);
};
