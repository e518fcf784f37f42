// The commit that this was built from, for --version.
#ifndef PRODROME_CVERSION_H
#define PRODROME_CVERSION_H

/// The commit as `git describe` names it, "+changes" behind it where files had changed; "by hand" where no script of Tools built this.
const char *_Nonnull prodrome_commit(void);

#endif
