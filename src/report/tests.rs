//! One hand-made report through every writer.
