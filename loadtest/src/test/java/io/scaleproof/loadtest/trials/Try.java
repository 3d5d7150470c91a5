package io.scaleproof.loadtest.trials;
import java.util.*;
import java.util.stream.*;
import io.scaleproof.loadtest.simulate.Timeline;
public class Try {
  public static void main(String[] a) {
    if (a.length==1) {
      Trial t = Trials.of(Long.parseLong(a[0]));
      System.out.println(t);
      var run=t.run();
      Timeline.lines(run).forEach(System.out::println);
      run.plan().stages().forEach(s->System.out.println(s.name()+" "+s.start()+" "+s.end()+" "+s.fromRate()+" "+s.toRate()+" trims "+s.trims()));
      run.verdicts().forEach(System.out::println);
      if (io.scaleproof.loadtest.need.Need.of(run) instanceof io.scaleproof.loadtest.need.Need.Known k) { System.out.println(k.words()); var last=""; for (var m: k.moments()) { var s=String.format("%.2f..%.2f..%.2f %d %d %d j%d",m.worth().low(),m.worth().mid(),m.worth().high(),m.fewest(),m.likely(),m.surely(),m.justified()); if(!s.equals(last)) System.out.println(m.at()+" "+s); last=s; } }
      for (var c: io.scaleproof.loadtest.need.Costs.of(io.scaleproof.loadtest.need.Evidence.of(run)).all()) System.out.printf("%s..%s kind %d %.2f..%.2f..%.2f req %.1f%n",c.from(),c.to(),c.requestMillis(),c.millis().low(),c.millis().mid(),c.millis().high(),c.requests());
      Finding.of(t).wrong().forEach(System.out::println);
      return;
    }
    long from=Long.parseLong(a[0]), n=Long.parseLong(a[1]);
    var took=new java.util.concurrent.ConcurrentHashMap<Long,Double>(); long t0=System.nanoTime();
    List<Finding> fs=LongStream.range(from,from+n).parallel().mapToObj(s->{ try { long q=System.nanoTime(); try { return Finding.of(Trials.of(s)); } finally { took.put(s,(System.nanoTime()-q)/1e9); } } catch(RuntimeException e) { throw new RuntimeException("seed "+s+" "+Trials.of(s), e); } }).toList();
    System.out.printf("%.1f s%n",(System.nanoTime()-t0)/1e9);
    Map<String,Integer> table=new TreeMap<>();
    for (Finding f: fs) table.merge((f.trial().defect().map(Enum::name).orElse("good"))+" "+f.trial().hidden()+" "+f.outcome()+(f.wrong().isEmpty()?"":" WRONG"),1,Integer::sum);
    table.forEach((k,v)->System.out.println(k+" "+v));
    for (Finding f: fs) { if(!f.wrong().isEmpty()) { System.out.println(f.trial()); f.wrong().forEach(w->System.out.println("     "+w)); } }
    took.entrySet().stream().sorted((x,y)->Double.compare(y.getValue(),x.getValue())).limit(12).forEach(e->System.out.println("slow "+e+" "+Trials.of(e.getKey()).plan())); System.out.println("---- open");
    for (Finding f: fs) if(f.trial().hidden()==Spoiling.Hides.NOTHING && !f.open().isEmpty()) { System.out.println(f.trial()); f.open().forEach(w->System.out.println("     "+w)); }
  }
}
