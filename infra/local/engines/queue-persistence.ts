import type { Persistence } from './fauxqs.ts'

/**
 * Gathers the writes of one turn into one transaction and ends it before any answer leaves:
 * a message that moves to its dead-letter queue is never in neither, and a batch costs one commit.
 */
export const groupCommits = (persistence: Persistence): { commit: () => void } => {
  const { db } = persistence
  let open = false
  const commit = () => {
    if (!open) return
    open = false
    db.exec('COMMIT')
  }
  const begin = () => {
    if (open) return
    open = true
    db.exec('BEGIN')
    setImmediate(commit)
  }
  // WAL without a sync at each commit: survives the death of the process, which is what a laptop needs.
  db.exec('PRAGMA synchronous = NORMAL')

  const { insertMessage, deleteMessage, updateMessageInflight } = persistence
  persistence.insertMessage = (queueName, message) => {
    begin()
    insertMessage.call(persistence, queueName, message)
  }
  persistence.deleteMessage = messageId => {
    begin()
    deleteMessage.call(persistence, messageId)
  }
  persistence.updateMessageInflight = (...values) => {
    begin()
    updateMessageInflight.call(persistence, ...values)
  }
  // The engine's own statement sets a NOT NULL column to NULL and so fails: a message made visible at once was lost.
  const ready = db.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  )
  persistence.updateMessageReady = messageId => {
    begin()
    ready.run(messageId)
  }
  return { commit }
}
