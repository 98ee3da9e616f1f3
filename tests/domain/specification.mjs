// The examples of the CommonMark specification, as JSON: what each is of, and its Markdown.
import spec from "commonmark-spec";

const examples = spec.tests.map(({ number, section, markdown }) => ({
  name: `${number} ${section}`,
  markdown: markdown.replaceAll("→", "\t"),
}));
process.stdout.write(`${JSON.stringify(examples)}\n`);
