"""nfstream with one meter: flows by 5-tuple, and nDPI's word on each; prints how many of them it takes for
TLS.
"""

import sys

from nfstream import NFStreamer

if __name__ == "__main__":
    flows = NFStreamer(source=sys.argv[1], n_meters=1)
    print(sum("TLS" in flow.application_name for flow in flows))
