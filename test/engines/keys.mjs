// Keys as both protocols name them (https://www.w3.org/TR/webdriver2/#keyboard-actions).

export const enter = "\uE007";
export const down = "\uE015";
export const escape = "\uE00C";

/** Returns the action that presses and releases each of the keys: those above, or a text's characters. */
export function typed(keys) {
  return { type: "key", id: "keyboard", actions: [...keys].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]) };
}
