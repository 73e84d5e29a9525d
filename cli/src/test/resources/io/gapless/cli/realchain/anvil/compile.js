// node compile.js SOLC_FOLDER OPENZEPPELIN_FOLDER NAME.sol ... : prints {"Name": "bytecode in hex"}
const fs = require('fs');
const path = require('path');

const [solcFolder, libraryFolder, ...files] = process.argv.slice(2);
const library = '@openzeppelin/contracts/';
const sources = {};

function add(name, file) {
  if (sources[name]) {
    return;
  }
  const content = fs.readFileSync(file, 'utf8');
  sources[name] = { content };
  for (const [, imported] of content.matchAll(/^import[^"']*["']([^"']+)["'];/gm)) {
    const target = imported.startsWith('.')
      ? path.posix.join(path.posix.dirname(name), imported)
      : imported;
    add(target, path.join(libraryFolder, target.slice(library.length)));
  }
}

files.forEach((file) => add(path.basename(file), file));
const soljson = require(path.join(solcFolder, 'soljson.js'));
const compile = soljson.cwrap('solidity_compile', 'string', ['string', 'number', 'number']);
const output = JSON.parse(compile(JSON.stringify({
  language: 'Solidity',
  sources,
  settings: {
    optimizer: { enabled: true, runs: 200 },
    evmVersion: 'paris',
    outputSelection: Object.fromEntries(
      files.map((file) => [path.basename(file), { '*': ['evm.bytecode.object'] }])),
  },
}), 0, 0));

const errors = (output.errors || []).filter((error) => error.severity === 'error');
if (errors.length > 0) {
  process.stderr.write(errors.map((error) => error.formattedMessage).join('\n'));
  process.exit(1);
}
const compiled = {};
for (const contracts of Object.values(output.contracts)) {
  for (const [name, contract] of Object.entries(contracts)) {
    compiled[name] = contract.evm.bytecode.object;
  }
}
process.stdout.write(JSON.stringify(compiled));
