import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { now, type Vector } from './vectors.ts'

const snippets = join(import.meta.dirname, '..', 'snippets')
const seconds = Math.floor(now.getTime() / 1000)

export const bouncyCastle = '/usr/share/java/bcprov.jar'

/** Why a language cannot be tried here; undefined when it can. */
export const missing = (command: string): string | undefined =>
  spawnSync(command, ['--version']).error ? `${command} is not installed` : undefined

/** One line a vector, every part in base64: no language needs a parser for it. */
const lines = (vectors: readonly Vector[]): string =>
  vectors
    .map(({ keys, headers, body }) =>
      [
        keys.join('|'),
        headers['webhook-id'],
        headers['webhook-timestamp'],
        headers['webhook-signature'],
        body,
      ]
        .map(part => Buffer.from(part ?? '').toString('base64'))
        .join(','),
    )
    .join('\n')

const verdicts = (printed: string): readonly boolean[] =>
  printed
    .trim()
    .split('\n')
    .map(line => line === 'true')

const pythonDriver = `
import base64, sys
from verify_webhook import verify_webhook
for line in sys.stdin.read().split("\\n"):
    keys, id, at, signature, body = [base64.b64decode(part) for part in line.split(",")]
    headers = {"webhook-id": id.decode(), "webhook-timestamp": at.decode(), "webhook-signature": signature.decode()}
    try:
        verify_webhook(keys.decode().split("|"), headers, body, ${seconds})
        print("true")
    except ValueError:
        print("false")
`

/** What the Python snippet makes of each vector. */
export const byPython = (vectors: readonly Vector[]): readonly boolean[] =>
  verdicts(
    execFileSync('python3', ['-B', '-c', pythonDriver], {
      cwd: snippets,
      input: lines(vectors),
      encoding: 'utf8',
    }),
  )

const javaDriver = (verifier: string): string => `
import java.nio.charset.StandardCharsets;
import java.util.*;
public class Driver {
    public static void main(String[] args) throws Exception {
        Scanner in = new Scanner(System.in, "UTF-8");
        while (in.hasNextLine()) {
            String[] parts = in.nextLine().split(",", -1);
            byte[][] raw = new byte[5][];
            for (int i = 0; i < 5; i++) raw[i] = Base64.getDecoder().decode(parts[i]);
            Map<String, String> headers = new HashMap<>();
            headers.put("webhook-id", new String(raw[1], StandardCharsets.UTF_8));
            headers.put("webhook-timestamp", new String(raw[2], StandardCharsets.UTF_8));
            headers.put("webhook-signature", new String(raw[3], StandardCharsets.UTF_8));
            List<String> keys = List.of(new String(raw[0], StandardCharsets.UTF_8).split("\\\\|"));
            System.out.println(${verifier}.verify(keys, headers, raw[4], ${seconds}L));
        }
    }
}
`

/** What a Java snippet makes of each vector, compiled as a bank would compile it. */
export const byJava = (verifier: string, vectors: readonly Vector[]): readonly boolean[] => {
  const folder = mkdtempSync(join(tmpdir(), 'bank-kit-java-'))
  try {
    copyFileSync(join(snippets, `${verifier}.java`), join(folder, `${verifier}.java`))
    writeFileSync(join(folder, 'Driver.java'), javaDriver(verifier))
    const classpath = existsSync(bouncyCastle) ? `${folder}:${bouncyCastle}` : folder
    execFileSync('javac', ['-encoding', 'UTF-8', '-cp', classpath, 'Driver.java', `${verifier}.java`], {
      cwd: folder,
    })
    return verdicts(
      execFileSync('java', ['-cp', classpath, 'Driver'], { input: lines(vectors), encoding: 'utf8' }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
