"""All benchmarks, one after another, and then every target."""

from tests.benchmarks.crowd import crowd
from tests.benchmarks.endpoint import endpoint
from tests.benchmarks.explaining import explaining
from tests.benchmarks.options import run
from tests.benchmarks.runaways import runaways
from tests.benchmarks.servers import servers
from tests.benchmarks.start import start

if __name__ == "__main__":
    run(__doc__, endpoint, runaways, explaining, crowd, start, servers)
