// Which names are worth offering: those of who is here, and those in use; not half of one.
import { folded } from "../ground/folded";

/**
 * Everybody present first, then the names in use, each once. What was written once only and is the beginning
 * of another name is no name yet.
 */
export function knownNames(
  present: readonly string[],
  used: readonly string[],
  elsewhere: readonly string[],
): string[] {
  const all = [...new Set([...present, ...used, ...elsewhere])];
  const plain = all.map(folded);
  const isHalf = (at: number): boolean =>
    plain.some((other, place) => {
      const longer = other !== plain[at] && other.startsWith(plain[at] ?? "");
      return longer || (other === plain[at] && place < at);
    });
  const isOnce = (name: string): boolean => used.filter((one) => one === name).length < 2;
  return all.filter((name, at) => present.includes(name) || !isOnce(name) || !isHalf(at));
}
