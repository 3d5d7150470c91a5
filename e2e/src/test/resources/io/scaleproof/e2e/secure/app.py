import os
import time

from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/health")
def health():
    return "ok"


@app.get("/search")
def search():
    if request.headers.get("Authorization") != "Bearer " + os.environ["TOKEN"]:
        abort(401)
    end = time.thread_time() + 0.02
    while time.thread_time() < end:
        pass
    return "found"
