// Fetches what one may do with an own idea once there is one: most who open a page have none yet. Without a connection
// it is fetched the next time that the idea is drawn.

import type { JSX } from "preact";
import { signal } from "../ground/signals";
import type { Acts } from "./acts";
import type { ShownIdea } from "./idea-store";

type Part = (props: { idea: ShownIdea; acts: Acts }) => JSX.Element | null;

const own = signal<{ whole: Part; merged: Part } | null>(null);
let coming = false;

/** `merged`: its words stay as they are, so that it can only be withdrawn. */
export function OwnLater({
  idea,
  acts,
  merged = false,
}: {
  idea: ShownIdea;
  acts: Acts;
  merged?: boolean;
}): JSX.Element | null {
  const parts = own.value;
  if (parts === null) return bring();
  const Actions = merged ? parts.merged : parts.whole;
  return <Actions idea={idea} acts={acts} />;
}

function bring(): null {
  if (!coming) {
    coming = true;
    import("./own-actions").then(
      ({ OwnActions, WithdrawAction }) => {
        own.value = { whole: OwnActions, merged: WithdrawAction };
      },
      () => {
        coming = false;
      },
    );
  }
  return null;
}
