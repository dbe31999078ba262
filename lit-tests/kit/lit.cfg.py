# A lit configuration for tests of your own code's diagnostics: copy it beside your tests and set
# the path, then `lit DIRECTORY`.  unsown_kit.py says what RUN lines may use.
import os
import sys

sys.path.insert(0, os.environ.get("UNSOWN_LIT_KIT", "/usr/local/share/unsown/lit"))
import unsown_kit  # noqa: E402

config.name = "diagnostics"
unsown_kit.configure(config, lit_config)
